package search

// Targets lists the indexes one write goes to while old and new exist side by side.
func Targets(old string, p Placement, tenant string) []string {
	if own, ok := p[tenant]; ok {
		return []string{old, own}
	}
	return []string{old}
}

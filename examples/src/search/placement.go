// Package search holds what examples/search-index-faulty.md names, so that the plan's paths lead somewhere.
package search

import "hash/fnv"

// sharedIndexes is the number of indexes that small tenants share.
const sharedIndexes = 8

// Placement names the index of each large tenant; all others are placed by hash.
type Placement map[string]string

// Shared returns the number of the shared index of a small tenant.
func (p Placement) Shared(tenant string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(tenant))
	return h.Sum32() % sharedIndexes
}

//! The five built-in templates, which have the structure of the seeds.

use crate::template::built_in;
use expect_test::{Expect, expect};

fn check(id: &str, expect: Expect) {
    let all = built_in();
    let template = all.iter().find(|t| t.id == id).unwrap();
    expect.assert_eq(&super::render(template));
}

fn check_left(id: &str, expect: Expect) {
    let all = built_in();
    let template = all.iter().find(|t| t.id == id).unwrap();
    let mut placeholders: Vec<_> = template.placeholders.iter().cloned().collect();
    let mut guidance: Vec<_> = template.guidance.iter().cloned().collect();
    placeholders.sort();
    guidance.sort();
    expect.assert_eq(&format!("{}\n--\n{}\n", placeholders.join("\n"), guidance.join("\n")));
}

#[test]
fn spec_driven() {
    check(
        "spec-driven",
        expect![[r#"
            spec-driven: Spec-driven plan
            ## Specification Reference @related-documents
              · Specification File: path
              · Requirements Summary: text
            ## Plan Summary @overview
              · Scope: text
              · Risk Level: Low/Medium/High
              · Estimated Complexity: Simple/Moderate/Complex
              · Dependencies: text
            ## Technical Approach @approach
              ### Architecture Integration @approach
                · Pattern to Follow: text
                · Integration Points: text
                · File Organization: text
              ### Code Conventions
                · Naming Conventions: text
                · Style Guidelines: text
                · Error Handling: text
            ## Implementation Steps @phases
              ### Step 1: [Step Name] +[Step 1 x3]
                · Objective: text
                · Files to Modify: bullet list ?
                · Key Changes: bullet list ?
                · Files to Create: bullet list ?
                · Key Implementation Details: bullet list ?
                · Validation: text
            ## Testing Strategy @testing
              ### Unit Tests @testing
                · New Tests to Create: bullet list
                · Existing Tests to Modify: bullet list
              ### Integration Tests @testing
                · Test Scenarios: bullet list
              ### Manual Testing @testing
                - ordered
            ## Risk Assessment @risks
              ### Identified Risks @risks
                · Impact: High/Medium/Low
                · Probability: High/Medium/Low
                · Mitigation: text
                - ordered
              ### Warning Signs @monitoring
                - bullet
            ## Rollback Plan @rollback
              ### Backup Strategy @rollback
                - bullet
              ### Rollback Steps @rollback
                - ordered
            ## Dependencies and Prerequisites @dependencies
              ### External Dependencies @dependencies
                - bullet
              ### Internal Prerequisites @prerequisites
                - bullet
            ## Success Criteria @acceptance
              ### Functional Requirements Met @acceptance
                - task
              ### Technical Requirements Met @acceptance
                - task
            ## Notes and Assumptions @notes
              - bullet
        "#]],
    );
}

#[test]
fn spec_driven_left_over() {
    check_left(
        "spec-driven",
        expect![[r#"
        [A figure or log line to keep an eye on meanwhile]
        [A pattern the code already has, or the one introduced here]
        [All acceptance criteria satisfied]
        [All tests pass]
        [Code follows established patterns]
        [Continue for all steps...]
        [Documentation updated]
        [Error handling implemented]
        [Feature Name]
        [Formatting and layout the code has to keep to]
        [High/Medium/Low]
        [Implementation detail 1]
        [Implementation detail 2]
        [Integration scenario 1]
        [Integration scenario 2]
        [Limits met on the way]
        [Low/Medium/High]
        [Manual test step 1]
        [Manual test step 2]
        [Migrations or settings that have to be in place]
        [No breaking changes introduced]
        [Other ways that were weighed, and why they lost]
        [Packages or libraries this brings in]
        [Requirement 1 from specification]
        [Requirement 2 from specification]
        [Risk Name]
        [Rules for the names of files, functions and variables]
        [Simple/Moderate/Complex]
        [Specific change 1]
        [Specific change 2]
        [Step Name]
        [The action that makes it less likely or less costly]
        [The behaviour it pins down]
        [The changes in this file]
        [The check that everything is as it was]
        [The check that proves this step, with its expected outcome]
        [The command or action that brings the saved state back]
        [The command or action that takes the change out]
        [The data and settings to save first]
        [The expectation that changes]
        [The folders the new files go into]
        [The moment to stop and look again]
        [The one way in which errors are reported and handled]
        [The parts of the system that will change, and those that will not]
        [The place where the copies are kept]
        [The requirements in two or three sentences]
        [The result that is there once this step is done]
        [Verification criteria]
        [Version requirements]
        [What this plan takes for granted]
        [Whatever must come from outside this work]
        [Where the new code meets what exists today]
        [Why it exists and what it holds]
        [Work of our own that has to land first]
        [path/to/specification.md]
        path/to/file1.js
        path/to/file2.js
        path/to/new-file.js
        --

    "#]],
    );
}

#[test]
fn phased() {
    check(
        "phased",
        expect![[r#"
            phased: Phased plan
            · Issue: text
            · Spec: link
            · Author: text
            · Created: date
            · Status: Draft/In Progress/Completed
            ## Overview @overview
            ## Prerequisites @prerequisites
              - task
            ## Architecture @approach
              ### High-Level Design @approach
              ### Component Changes @components
                | Component: text | Change Type: New/Modified | Description: text |
            ## Implementation Steps @phases
              ### Phase 1: Foundation +[Phase 1 x3]
                · Estimated Time: duration
                #### Step 1.1: {{Step Title}} +[Step 1.1 x2]
                  · Files: bullet list ?
                  · Tasks: task list
                  · Notes: text ?
            ## Testing Strategy @testing
              ### Unit Tests @testing
                | Test Case: text | Component: text | Expected Outcome: text |
              ### Integration Tests @testing
                | Test Scenario: text | Components: text | Expected Outcome: text |
              ### Manual Testing @testing
                - task
            ## Migration/Deployment @deployment
              ### Database Migrations @deployment
              ### Feature Flags @deployment ?
                · Flag name: text
                · Default: text
                · Enable for: text
              ### Rollback Plan @rollback
                - ordered
            ## Dependencies @dependencies
              ### External Dependencies @dependencies
                | Dependency: text | Version: text | Purpose: text |
              ### Internal Dependencies @dependencies
                - bullet
            ## Risks & Mitigations @risks
              | Risk: text | Mitigation Strategy: text |
            ## Definition of Done @acceptance
              - task
            ## Timeline @timeline
              | Phase: phase | Start Date: date | End Date: date | Status: text |
            ## Notes @notes
            ## Progress Log @progress-log
              | Date: date | Update: text |
        "#]],
    );
}

#[test]
fn phased_left_over() {
    check_left(
        "phased",
        expect![[r#"
            Step 1
            Step 2
            Step 3
            Task 1
            Task 2
            Task 3
            X hours/days
            [Component diagram or flow chart]
            path/to/file.{{FILE_EXTENSION}}
            path/to/file1.{{FILE_EXTENSION}}
            path/to/file2.{{FILE_EXTENSION}}
            {{AUTHOR}}
            {{DATE}}
            {{FEATURE_NAME}}
            {{FILE_EXTENSION}}
            {{ISSUE_ID}}
            {{MIGRATION_COMMAND}}
            {{Step Title}}
            {{TEST_DIR}}
            {{component_1}}
            {{component_2}}
            --
            # the command that migrates, and the one that undoes it
            a component or service of ours that this work relies on
            anything the next reader of this step has to know.
            brief description
            decisions taken on the way, things learnt, and whatever fits nowhere above.
            enable for: specific users/environments
            expected result
            how to address
            risk description
            say in a few sentences what is being built and how.
            scenario description
            test case 1: description
            test case 2: description
            test case description
            what to do, in this order, when the change has to come out again:
            why it's needed
            | package-name | ^1.0.0 | why it's needed |
            | risk description | how to address |
            | scenario description | a, b, c | expected result |
            | test case description | component | expected result |
        "#]],
    );
}

#[test]
fn spec_kit() {
    check(
        "spec-kit",
        expect![[r#"
        spec-kit: Spec Kit plan
        · Origin: link
        ## Context @overview
        ## Technical Approach @approach
          ### Architecture @approach
            - bullet
          ### Technology Stack @approach
            · Languages: text
            · Frameworks: text
            · Libraries: text
            · Tools: text
          ### Data Model @approach ?
            - bullet
        ## Implementation Steps @phases
          ### Phase 1: [Foundation] +[Phase 1 x3]
            · Goal: text
            · Tasks: ordered list
            · Estimated time: duration
        ## File Changes @file-changes
          · New files: bullet list
          · Modified files: bullet list
        ## Testing Strategy @testing
          - bullet
        ## Risk Assessment @risks
          | Risk: text | Impact: High/Medium/Low | Mitigation: text |
        ## Rollback Plan @rollback
          - ordered
        ## Dependencies @dependencies
          - bullet
        ## Deployment @deployment
          - ordered
    "#]],
    );
}

#[test]
fn spec_kit_left_over() {
    check_left(
        "spec-kit",
        expect![[r#"
            Task 1
            Task 2
            Task 3
            X hours/days
            [Core Implementation]
            [Foundation]
            [Integration & Polish]
            path/to/existing/file.js
            path/to/new/file.js
            {{SPECIFICATION}}
            --
            a short form of plan in the manner of github's spec kit.
            action that undoes the change
            deployment step 1
            deployment step 2
            divide the work into phases that follow one another:
            how to address
            if applicable, lay out the data:
            instructions to llm:
            integration tests for...
            keys and access rights
            lay out the parts and their connections:
            library x version y
            manual testing steps...
            name what it will be built with:
            put the text of the specification where {{specification}} stands and write the plan that follows from it. name the files, the structure of the code and the method for each part. the specification says what is wanted: say how it will be done.
            requests and responses between services
            risk 1
            risk 2
            service z configuration
            tables and columns that change
            the way of the data through the system
            turn it into a technical plan that someone else could carry out.
            unit tests for...
            verification step
            what could go wrong, and the answer to it:
            what has to come from elsewhere:
            which components or modules does this take?
            which known patterns carry the design?
            who calls whom, and with what?
            | risk 1 | high/medium/low | how to address |
            | risk 2 | high/medium/low | how to address |
        "#]],
    );
}

#[test]
fn numbered() {
    check(
        "numbered",
        expect![[r#"
            numbered: Numbered plan
            · Date: date
            · Phase: text
            · Priority: Low/Medium/High/Critical
            ## 1. Overview @overview
            ## 2. Implementation Approach @approach
              ### Key Design Decisions @approach
                - bullet
            ## 3. Components to Implement @components
              ### Component 1: [Name] +[Component 1 x2]
                · Location: path
                · Purpose: text
                · Implementation Details: text
                · Key Functions/Classes: bullet list
                · Dependencies: text
                · Edge Cases: bullet list
            ## 4. Implementation Steps @phases
              ### Phase 1: [Phase Name] +[Phase 1 x2]
                · Goal: text
                - ordered
            ## 5. Testing Strategy @testing
              ### Unit Tests @testing
                · Location: path
                · Coverage: bullet list
                · Test Cases: text
              ### Integration Tests @testing
              ### Manual Testing Checklist @testing
                - task
            ## 6. Migration Strategy @deployment ?
              ### Breaking Changes
              ### Migration Steps
                - ordered
            ## 7. Rollout Plan @deployment
              ### Phase 1: [Stage Name] +[Phase 1 x2]
            ## 8. Monitoring & Validation @monitoring
              ### Success Metrics @acceptance
                - bullet
              ### Monitoring @monitoring
            ## 9. Documentation Updates @documentation
              - task
            ## 10. Rollback Plan @rollback
              ### Rollback Steps @rollback
                - ordered
              ### Rollback Considerations @rollback
            ## 11. Risks & Mitigation @risks
              | Risk: text | Impact: High/Med/Low | Mitigation: text |
            ## 12. Dependencies & Prerequisites @dependencies
              ### Must be completed first: @prerequisites
                - task
              ### External dependencies: @dependencies
                - bullet
            ## 13. Acceptance Criteria @acceptance
              - task
            ## 14. Open Questions @open-questions
              - task
            ## 15. Related Documents @related-documents
              · Requirements: link
              · Technical Spec: link ?
              · PRD: link ?
              · GitHub Issue: link
        "#]],
    );
}

#[test]
fn numbered_left_over() {
    check_left(
        "numbered",
        expect![[r#"
            [Case 1]
            [Case 2]
            [Code structure or pseudocode]
            [Criterion 1]
            [Criterion 2]
            [Dashboards and alerts to watch after the release]
            [Date]
            [Decision 1]
            [Decision 2]
            [Dependency 1]
            [Dependency 2]
            [Description]
            [Edge case 1]
            [Edge case 2]
            [Every page that becomes wrong or incomplete with this change]
            [Everything callers will have to change]
            [Feature Name]
            [High/Med/Low]
            [How to address]
            [How to handle]
            [If applicable, the way from today's code and data to the new ones]
            [Low/Medium/High/Critical]
            [Metric 1]
            [Metric 2]
            [Modules and services it relies on]
            [Name]
            [One paragraph: the change, and the need behind it]
            [Phase Name]
            [Prerequisite 1]
            [Prerequisite 2]
            [Question 1]
            [Question 2]
            [Rationale]
            [Repeat structure above for each component]
            [Repeat structure above for each phase]
            [Risk 1]
            [Risk 2]
            [Stage Name]
            [Step 1]
            [Step 2]
            [Target/expectation]
            [Task 1]
            [Task 2]
            [Task 3]
            [Test scenario 1]
            [Test scenario 2]
            [The choices this plan settles]
            [The conditions under which this work counts as finished]
            [The figures that tell success from failure]
            [The job of this component]
            [The seams between parts that have to be tested together]
            [The solution in broad strokes]
            [The stages in which users get the change]
            [The state the work is in after this phase]
            [The way back if the release has to be withdrawn]
            [What is lost or at risk while going back]
            [What nobody knows yet and somebody has to find out]
            [Who gets it in the following stage]
            [Who gets it in this stage, and how it is judged]
            [module]
            [scenario 1]
            [scenario 2]
            [scenario]
            path/to/file.py
            --
            """the behaviour under test."""
            # arrange, act, assert
            points to keep in mind
        "#]],
    );
}

#[test]
fn review_gated() {
    check(
        "review-gated",
        expect![[r#"
            review-gated: Review-gated plan
            · Created: date
            · Status: text
            ## Problem Statement @overview
            ## Current State Analysis @current-state
              ### Existing System @current-state
                - bullet
              ### Research Findings @current-state
                - bullet
            ## Proposed Solution @approach
              ### High-Level Approach @approach
                - bullet
              ### Technical Design @approach
                - bullet
            ## Implementation Steps @phases
              ### Step 1: [Description] +[Step 1 x3]
                · Objective: text
                · Actions: task list
                · Files to Modify/Create: bullet list
                · Dependencies: text
                · Estimated Time: duration
                · Risk Level: Low/Medium/High
            ## Testing Strategy @testing
              ### Unit Testing @testing
                - bullet
              ### Integration Testing @testing
                - bullet
              ### Manual Testing @testing
                - bullet
            ## Risk Assessment @risks
              ### High Risk Items @risks
                - bullet
              ### Medium Risk Items @risks
                - bullet
              ### Dependencies @dependencies
                - bullet
            ## Success Criteria @acceptance
              - task
            ## Rollback Plan @rollback
              ### If Implementation Fails @rollback
                - bullet
              ### Partial Implementation
                - bullet
            ## Review Checklist @review
              ### Technical Review @review
                - task
              ### Project Alignment @review
                - task
              ### Resource Planning @review
                - task
              ### Documentation @documentation
                - task
            ## Approval @approval
              · Reviewer: text
              · Date: date
              · Status: APPROVED/NEEDS_REVISION/REJECTED
              · Comments: text
        "#]],
    );
}

#[test]
fn review_gated_left_over() {
    check_left(
        "review-gated",
        expect![[r#"
            X hours
            [APPROVED/NEEDS_REVISION/REJECTED]
            [DATE]
            [Date]
            [Description]
            [Feature Name]
            [Name]
            path/to/file1.py
            path/to/file2.sh
            --
            actions that bring the service back up
            actions that take the changes out
            changes to the architecture
            components to add
            components to change
            data the tests rely on
            decisions the design rests on
            dependencies**: the earlier steps it builds on
            dependencies**: the last things it waits for
            dependencies**: whatever has to be there first
            functional requirement 1
            functional requirement 2
            how it works at present
            lesser risks, each with its answer
            limits the technology sets
            list of files
            new test cases
            objective**: the result this step leaves behind
            people, tools and data at hand
            performance requirement 1
            points at which one can stop without harm
            procedures to go through by hand
            quality requirement 1
            scenarios that run through several parts
            seams between parts
            share of the code to be covered
            specific task 1
            specific task 2
            specific task 3
            systems outside this project
            tests whose expectations change
            the answer to each of them
            the line taken
            unusual cases to try
            versions that are needed
            ways to get data back
            what could do the most harm
            what has to keep working together
            what is given up for what
            what is wrong or missing today, and for whom.
            what it cannot do
            what it relies on
            what phase 1 research brought to light
            what to do with a change that is half in
            what users have to agree with
        "#]],
    );
}

"""A real client of the Model Context Protocol, the official Python SDK, over `planls mcp`: in both ways of opening a session
it lists the tools, begins a plan, checks and mends it, and is refused what is not for it.

usage: client.py PLANLS FOLDER (an empty one)"""

import asyncio
import pathlib
import sys

from mcp import MCPError
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

PLANLS, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
TOOLS = ["apply_fix", "check_plan", "list_templates", "new_plan", "outline", "plan_status"]
CASES = []


def case(function):
    CASES.append(function)
    return function


async def call(client, tool, **arguments):
    """The structured result; the SDK has checked it against the tool's output schema."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content


async def refused(client, tool, **arguments):
    result = await client.call_tool(tool, arguments)
    assert result.is_error, result.structured_content
    return result.content[0].text


@case
async def tools_are_listed_with_their_schemas(client, name):
    tools = (await client.list_tools()).tools
    assert sorted(tool.name for tool in tools) == TOOLS
    for tool in tools:
        assert tool.description and tool.input_schema["type"] == "object", tool
    writing = sorted(t.name for t in tools if not t.annotations.read_only_hint)
    assert writing == ["apply_fix", "new_plan"]


@case
async def a_plan_is_begun_filled_in_checked_and_mended(client, name):
    path = f"docs/{name}.md"
    begun = await call(client, "new_plan", template="phased", title="Saved cards", path=path)
    assert (FOLDER / path).read_text() == begun["text"]
    checked = await call(client, "check_plan", path=path)
    assert checked["kind"] == "plan" and checked["template"] == "phased"
    assert any(d["rule"] == "unfilled-placeholder" for d in checked["diagnostics"])
    text = begun["text"] + "\n<!-- planls: ignore missing-file -->\n"
    (FOLDER / path).write_text(text)
    mended = await call(client, "apply_fix", path=path, rule="unused-ignore")
    assert mended["changed"] and (FOLDER / path).read_text() != text
    assert not any(d["rule"] == "unused-ignore" for d in mended["left"]["diagnostics"])


@case
async def a_draft_is_checked_as_a_text_and_nothing_is_written(client, name):
    draft = "<!-- planls: plan -->\n# Größe 😀\n\n## Phase 1: {{NAME}}\n\n- [ ] Copy\n\n## Phase 3: Switch\n\n- [ ] Go\n"
    checked = await call(client, "check_plan", text=draft)
    (finding,) = [d for d in checked["diagnostics"] if d["rule"] == "broken-numbering"]
    fix = finding["fixes"][0]
    mended = await call(client, "apply_fix", text=draft, rule=finding["rule"], line=finding["start"]["line"], title=fix["title"])
    assert "Phase 2: Switch" in mended["text"]
    assert not list(FOLDER.glob("*"))[1:], "one folder, docs"


@case
async def outline_status_and_templates(client, name):
    outline = await call(client, "outline", path=f"docs/{name}.md")
    assert "Saved cards" in outline["title"]
    status = await call(client, "plan_status")
    assert f"docs/{name}.md" in [plan["path"] for plan in status["plans"]]
    listed = await call(client, "list_templates")
    assert "phased" in [template["id"] for template in listed["templates"]]


@case
async def what_is_wrong_is_said_and_the_session_goes_on(client, name):
    assert "outside" in await refused(client, "check_plan", path="../x.md")
    assert "unknown field" in await refused(client, "check_plan", file="x.md")
    assert "already there" in await refused(client, "new_plan", template="phased", path=f"docs/{name}.md")
    try:
        await client.call_tool("no_such_tool", {})
    except MCPError as error:
        assert "there is no tool" in str(error)
    else:
        raise AssertionError("an unknown tool was called")
    assert (await call(client, "check_plan", path=f"docs/{name}.md"))["kind"] == "plan"


async def main():
    for mode in ["legacy", "auto"]:
        server = StdioServerParameters(command=PLANLS, args=["mcp"], cwd=FOLDER)
        async with Client(server, mode=mode) as client:
            for function in CASES:
                await function(client, mode)
                print(f"ok {mode}: {function.__name__.replace('_', ' ')}")
    print(f"{2 * len(CASES)} passed, 0 failed")


asyncio.run(asyncio.wait_for(main(), 60))

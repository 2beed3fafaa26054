"""The guard: what a document may ask for, and that measuring it stays cheap."""

import pytest
from graphql import build_schema, parse

from ksbb.web.graphql.documents import Documents
from ksbb.web.graphql.guard import Measure, measure
from ksbb.web.graphql.limits import COUNTED, LIST_SIZES, LOOKUP, OWN, PEOPLE, SYSTEMS, Limits
from ksbb.web.graphql.request_refused import RequestRefused

SCHEMA = build_schema(
    """
    type Query {
      organisation: Organisation
      unit: Unit
      units(first: Int = 20, after: String): UnitConnection!
      nearest(first: Int!): [Unit!]!
      total: Int
    }
    type Organisation { name: String pledges(first: Int): PledgeConnection! }
    type PledgeConnection {
      edges: [PledgeEdge!]! nodes: [Pledge!]! pageInfo: PageInfo! totalCount: Int!
    }
    type PledgeEdge { cursor: String! node: Pledge! }
    type Pledge { number: String lines: [Line!]! }
    type Line { quantity: Int unit: Unit! }
    type UnitConnection { edges: [UnitEdge!]! nodes: [Unit!]! pageInfo: PageInfo! }
    type UnitEdge { cursor: String! node: Unit! }
    type Unit { code: String families: Int parent: Unit needs: [Need!]! near(first: Int): [Unit!]! }
    type Need { target: Int }
    type PageInfo { hasNextPage: Boolean! }
    """
)


def estimate(
    text: str, limits: Limits = PEOPLE, values: dict[str, object] | None = None
) -> Measure:
    return measure(SCHEMA, parse(text), limits, values)


def refusal(text: str, limits: Limits = PEOPLE, values: dict[str, object] | None = None) -> str:
    with pytest.raises(RequestRefused) as caught:
        estimate(text, limits, values).check(limits)
    return caught.value.code


def nested(field: str, levels: int, leaf: str) -> str:
    return f"{field} {{ " * levels + leaf + " }" * levels


def test_depth_counts_fields_also_through_fragments() -> None:
    found = estimate(
        "{ unit { ...Parent } } fragment Parent on Unit { parent { ... on Unit { code } } }"
    )
    assert found.weight.depth == 3


def test_ten_levels_pass_and_eleven_are_refused() -> None:
    estimate("{ unit { " + nested("parent", 8, "code") + " } }").check(PEOPLE)
    assert refusal("{ unit { " + nested("parent", 9, "code") + " } }") == "TOO_DEEP"


def test_aliases_in_a_fragment_count_each_time_it_is_spread() -> None:
    spreads = " ".join(f"unit {{ parent {{ ...A{number} }} }}" for number in range(4))
    fragments = " ".join(
        f"fragment A{number} on Unit {{ a: code b: code c: code d: code }}" for number in range(4)
    )
    assert estimate("{" + spreads + "} " + fragments).weight.aliases == 16
    assert refusal("{" + spreads + "} " + fragments) == "TOO_MANY_ALIASES"


def test_a_directive_bomb_is_refused() -> None:
    bomb = "{ total " + "@skip(if: false) " * 11 + "}"
    assert refusal(bomb) == "TOO_MANY_DIRECTIVES"


def test_a_field_repeated_in_one_place_is_refused_before_validation_compares_all_pairs() -> None:
    assert refusal("{ " + "total " * 21 + "}") == "TOO_MANY_REPEATS"


def test_repeats_multiply_where_repeated_fields_are_merged() -> None:
    inner = "parent { " + "code " * 5 + "} "
    assert estimate("{ unit { " + inner * 4 + "} }").weight.repeated == 20
    assert refusal("{ unit { " + inner * 5 + "} }") == "TOO_MANY_REPEATS"


def test_the_page_size_multiplies_what_lies_below_it() -> None:
    found = estimate("{ units(first: 10) { edges { cursor node { code needs { target } } } } }")
    # The connection, ten units, and the estimated number of needs of each.
    assert found.weight.nodes == 1 + 10 + 10 * LIST_SIZES["Unit.needs"]


def test_a_fragment_on_a_connection_is_multiplied_by_the_page_size_of_its_field() -> None:
    whole = estimate("{ units(first: 10) { nodes { code needs { target } } } }")
    split = estimate(
        "{ units(first: 10) { ...Page } }"
        " fragment Page on UnitConnection { nodes { ...U } }"
        " fragment U on Unit { code needs { target } }"
    )
    assert split.weight.nodes == whole.weight.nodes
    assert split.weight.cost == whole.weight.cost


def test_a_page_of_pledges_with_lines_and_units_passes() -> None:
    estimate(
        "{ organisation { name pledges(first: 50) { edges { cursor node { number lines"
        " { quantity unit { code families needs { target } } } } } } } }"
    ).check(PEOPLE)


def test_pages_within_pages_are_refused_by_their_number_of_objects() -> None:
    text = "{ units(first: 100) { nodes { near(first: 100) { near(first: 100) { code } } } } }"
    assert refusal(text) == "TOO_MANY_NODES"


def test_a_list_that_is_known_to_be_long_counts_with_its_own_length() -> None:
    found = measure(SCHEMA, parse("{ unit { needs { target } } }"), PEOPLE, sizes={"Unit.needs": 9})
    assert found.weight.nodes == 1 + 9


def test_many_lookups_are_refused_by_their_cost() -> None:
    text = "{ nearest(first: 100) { needs { target } parent { needs { target } near(first: 50)"
    assert refusal(text + " { parent { code } } } } }", Limits(nodes=10**9)) == "TOO_COSTLY"


def test_plain_values_cost_a_fiftieth_of_a_lookup() -> None:
    assert estimate("{ unit { code families } }").weight.cost == LOOKUP + 2


@pytest.mark.parametrize("size", ["0", "-1", "101", "99999999999999999999999"])
def test_a_page_size_outside_1_to_100_is_refused(size: str) -> None:
    assert refusal(f"{{ units(first: {size}) {{ nodes {{ code }} }} }}") == "PAGE_SIZE_OUT_OF_RANGE"


def test_a_document_of_our_own_may_ask_for_a_thousand() -> None:
    text = "{ units(first: 1000) { nodes { code families } } }"
    estimate(text, OWN).check(OWN)
    assert refusal(text) == "PAGE_SIZE_OUT_OF_RANGE"


def test_a_page_size_in_a_variable_counts_with_the_value_of_each_request() -> None:
    text = "query ($n: Int) { units(first: $n) { nodes { near(first: $n) { parent { code } } } } }"
    assert estimate(text).sizes == ("n",)
    estimate(text).check(PEOPLE)
    estimate(text, values={"n": 10}).check(PEOPLE)
    assert refusal(text, values={"n": 100}) == "TOO_MANY_NODES"
    assert refusal(text, values={"n": 101}) == "PAGE_SIZE_OUT_OF_RANGE"
    assert refusal(text, values={"n": 0}) == "PAGE_SIZE_OUT_OF_RANGE"


def test_a_missing_page_size_counts_as_its_default_and_without_one_as_the_largest() -> None:
    default = "{ units { nodes { code } } }"
    assert estimate(default).weight.nodes == 1 + 20
    variable = "query ($n: Int = 7) { units(first: $n) { nodes { code } } }"
    assert estimate(variable, values={}).weight.nodes == 1 + 7
    assert estimate("{ organisation { pledges { nodes { number } } } }").weight.nodes == 2 + 100


def doubling(fragments: int) -> str:
    """F0 spreads F1 twice, F1 spreads F2 twice, ...: 2 ** fragments fields when expanded."""
    chain = " ".join(
        f"fragment F{number} on Unit {{ parent {{ ...F{number + 1} }} ...F{number + 1} }}"
        for number in range(fragments)
    )
    return f"{{ unit {{ ...F0 }} }} {chain} fragment F{fragments} on Unit {{ code }}"


def test_the_guard_looks_at_each_selection_of_doubling_fragments_once() -> None:
    for fragments in (5, 10, 20):
        selections = 2 + 3 * fragments + 1
        assert estimate(doubling(fragments)).visits == selections


def test_doubling_fragments_are_refused() -> None:
    assert refusal(doubling(20), Limits(depth=99)) == "TOO_MANY_REPEATS"
    assert refusal(doubling(20), Limits(depth=99, repeats=10**9)) == "TOO_MANY_NODES"


def test_a_long_chain_of_fragments_is_refused_without_following_it_to_the_end() -> None:
    chain = " ".join(f"fragment F{number} on Query {{ ...F{number + 1} }}" for number in range(300))
    assert refusal(f"{{ ...F0 }} {chain} fragment F300 on Query {{ total }}", SYSTEMS) == "TOO_DEEP"


def test_a_cycle_of_fragments_ends_and_is_left_to_validation() -> None:
    text = "{ unit { ...A } } fragment A on Unit { ...B } fragment B on Unit { ...A code }"
    estimate(text).check(PEOPLE)
    document = Documents(SCHEMA).free_form(text, PEOPLE)
    assert "within itself" in document.errors[0].message


def test_unknown_fields_and_fragments_are_left_to_validation() -> None:
    estimate("{ nothing { at { all } } ...Missing ... on Nowhere { x } }").check(PEOPLE)


def test_the_heaviest_operation_decides() -> None:
    text = "query A { total } query B { units(first: 100) { nodes { near { near { code } } } } }"
    assert refusal(text) == "TOO_MANY_NODES"


def test_a_token_bomb_is_refused_while_it_is_parsed() -> None:
    documents = Documents(SCHEMA)
    refused = documents.free_form("{ " + "total " * 1_100 + "}", PEOPLE).refused
    assert refused is not None
    assert refused.code == "TOO_MANY_TOKENS"
    systems = documents.free_form("{ " + "total " * 1_100 + "}", SYSTEMS).refused
    assert systems is not None
    assert systems.code == "TOO_MANY_REPEATS"


def test_a_very_long_text_is_refused_before_parsing() -> None:
    refused = Documents(SCHEMA).free_form("{ total } #" + "x" * 65_536, PEOPLE).refused
    assert refused is not None
    assert refused.code == "TEXT_TOO_LONG"


@pytest.mark.parametrize(
    "text",
    [
        "{ __schema { types { name } } total }",
        "{ ...S } fragment S on Query { __schema { types { name } } }",
        "query A { __schema { types { name } } } query B { total }",
    ],
)
def test_introspection_must_be_in_a_separate_document(text: str) -> None:
    refused = Documents(SCHEMA).free_form(text, PEOPLE).refused
    assert refused is not None
    assert refused.code == "INTROSPECTION_APART"


def test_introspection_larger_than_the_usual_query_is_refused() -> None:
    aliases = " ".join(
        f"a{number}: fields {{ args {{ type {{ fields {{ name args {{ name }} }} }} }} }}"
        for number in range(12)
    )
    refused = (
        Documents(SCHEMA).free_form("{ __schema { types { " + aliases + " } } }", PEOPLE).refused
    )
    assert refused is not None
    assert refused.code == "TOO_MANY_NODES"


def test_results_for_page_sizes_are_cached_for_a_bounded_number_of_values() -> None:
    document = Documents(SCHEMA).free_form(
        "query ($n: Int) { units(first: $n) { nodes { code } } }", PEOPLE
    )
    for size in range(1, 101):
        document.check_page_sizes(SCHEMA, {"n": size})
    assert len(document.results) == 64
    for _ in range(2):
        with pytest.raises(RequestRefused):
            document.check_page_sizes(SCHEMA, {"n": 101})


def test_free_form_documents_are_cached_up_to_a_number_of_tokens_and_a_length() -> None:
    documents = Documents(SCHEMA, max_tokens=1_000)
    first = documents.free_form("{ total }", PEOPLE)
    assert documents.free_form("{ total }", PEOPLE) is first
    for number in range(200):
        documents.free_form(f"query Q{number} {{ unit {{ code families }} }}", PEOPLE)
    assert documents.free_form("{ total }", PEOPLE) is not first
    assert 900 < sum(document.tokens for document in documents._cached.values()) <= 1_000
    padded = "{ total } #" + "x" * 20_000
    assert documents.free_form(padded, PEOPLE) is not documents.free_form(padded, PEOPLE)


def test_documents_that_can_t_be_parsed_are_dropped_from_the_cache_too() -> None:
    documents = Documents(SCHEMA, max_tokens=1_000)
    for number in range(100):
        documents.free_form("{ " * number, PEOPLE)
    assert len(documents._cached) <= 10


def test_counting_a_whole_list_costs_more_than_a_page_of_it() -> None:
    page = "{ organisation { pledges(first: 1) { nodes { number } %s } } }"
    plain, counted = (estimate(page % field).weight.cost for field in ("", "totalCount"))
    assert counted == plain + COUNTED

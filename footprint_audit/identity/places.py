"""Answers that cannot contradict another: regions wider than a town, places that are none, employers that are none."""

from __future__ import annotations

__all__ = ["NO_EMPLOYERS", "NO_PLACES", "REGIONS"]

_REGIONS = """
    africa, alabama, alaska, albania, algeria, america, argentina, arizona, arkansas, armenia, asia, australia,
    austria, azerbaijan, bangladesh, bavaria, bayern, belarus, belgique, belgium, bolivia, brasil, brazil, british
    columbia, bulgaria, california, cambodia, cameroon, canada, catalonia, chile, china, colombia, colorado,
    connecticut, costa rica, croatia, cuba, cyprus, czech republic, czechia, danmark, delaware, denmark,
    deutschland, ecuador, eesti, egypt, england, españa, estonia, ethiopia, eu, europe, european union, finland,
    florida, france, georgia, germany, ghana, great britain, greece, guatemala, hawaii, hungary, iceland, idaho,
    illinois, india, indiana, indonesia, iowa, iran, iraq, ireland, israel, italia, italy, jamaica, japan, jordan,
    kansas, kazakhstan, kentucky, kenya, korea, kuwait, latin america, latvia, lebanon, lietuva, lithuania,
    louisiana, luxembourg, maine, malaysia, malta, maryland, massachusetts, mexico, michigan, middle east,
    minnesota, mississippi, missouri, moldova, mongolia, montana, morocco, méxico, nebraska, nederland, nepal,
    netherlands, nevada, new hampshire, new jersey, new mexico, new zealand, nigeria, norge, north america, north
    carolina, north dakota, northern ireland, norway, ohio, oklahoma, ontario, oregon, pakistan, paraguay,
    pennsylvania, peru, philippines, poland, polska, portugal, qatar, quebec, québec, rhode island, romania, russia,
    saudi arabia, scandinavia, schweiz, scotland, senegal, serbia, singapore, slovakia, slovenia, south africa,
    south america, south carolina, south dakota, south korea, spain, sri lanka, suisse, suomi, sverige, sweden,
    switzerland, syria, taiwan, tanzania, tennessee, texas, thailand, the netherlands, tunisia, turkey, türkiye,
    uganda, ukraine, united arab emirates, united kingdom, united states, united states of america, uruguay, utah,
    uzbekistan, venezuela, vermont, vietnam, virginia, wales, west virginia, wisconsin, wyoming, zambia, zimbabwe,
    österreich
"""

REGIONS = frozenset(" ".join(name.split()) for name in _REGIONS.split(","))
NO_PLACES = frozenset(
    ("anywhere", "cyberspace", "earth", "everywhere", "global", "here", "home", "internet", "my house", "nowhere",
     "online", "planet earth", "remote", "somewhere", "the cloud", "the internet", "the world", "worldwide")
)  # fmt: skip
NO_EMPLOYERS = frozenset(
    ("freelance", "freelancer", "independent", "myself", "n/a", "none", "null", "retired", "self", "self employed",
     "self-employed", "selbstständig", "student", "unemployed", "various")
)  # fmt: skip

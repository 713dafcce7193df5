"""Words by which a bio says what somebody does: a modest list, written for this project, in five languages.

It earns points on the second axis only. Many roles are missing, so an item that finds none says how short the list is.
"""

from __future__ import annotations

__all__ = ["LANGUAGES", "ROLES"]

LANGUAGES = "English, German, French, Spanish and Portuguese"

_BY_LANGUAGE = {
    "English": """
        accountant actor administrator adviser advisor analyst animator architect archivist artist attorney
        author baker barrister biologist bookkeeper broadcaster builder captain carer carpenter chef chemist
        clinician coach columnist composer conductor consultant coordinator counsellor counselor creator curator
        dancer dentist designer developer dietitian director doctor driver ecologist economist editor educator
        electrician engineer entrepreneur farmer filmmaker firefighter founder gardener geologist historian host
        illustrator instructor interpreter investigator journalist judge lawyer lecturer librarian linguist
        maintainer manager mathematician mechanic midwife musician nurse nutritionist officer operator optician
        painter paralegal paramedic pharmacist photographer physician physicist physiotherapist pilot planner
        plumber podcaster police presenter producer professor programmer psychiatrist psychologist publisher
        radiographer recruiter reporter researcher resident scholar scientist sculptor secretary singer
        sociologist soldier solicitor speaker statistician strategist student surgeon surveyor teacher
        technician therapist trainer translator tutor vet veterinarian videographer welder writer
    """,
    "German": """
        anwalt anwältin arzt autor autorin berater beraterin buchhalterin designerin entwickler entwicklerin
        forscher forscherin gestalter gestalterin hebamme ingenieur ingenieurin journalistin krankenpfleger
        krankenschwester lehrer lehrerin pflegefachfrau pfleger pflegerin rechtsanwalt rechtsanwältin redakteur
        redakteurin wissenschaftler wissenschaftlerin ärztin übersetzer übersetzerin
    """,
    "French": """
        auteur autrice avocat avocate chercheur chercheuse comptable développeur développeuse enseignant
        enseignante infirmier infirmière ingénieur ingénieure journaliste médecin professeure rédacteur
        rédactrice traducteur traductrice
    """,
    "Spanish and Portuguese": """
        abogada abogado advogada advogado científica científico desarrollador desarrolladora desenvolvedor
        desenvolvedora diseñador diseñadora docente enfermeira enfermeiro enfermera enfermero engenheira
        engenheiro escritor escritora ingeniera ingeniero investigador investigadora jornalista maestra maestro
        médica médico periodista pesquisador pesquisadora profesor profesora professora programador programadora
        traductor traductora tradutor tradutora
    """,
}
ROLES = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())

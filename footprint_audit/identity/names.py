"""Names and words many people put into a handle: short lists written for this project from general knowledge.

They are no statistics. They exist so that a handle made of them is never taken for a rare one; what is missing here
is judged by its length alone, which errs towards "rare" only for long words.
"""

from __future__ import annotations

__all__ = ["GIVEN_NAMES", "SUFFIXES", "SURNAMES", "WORDS"]

_GIVEN = """
    aaron abdul abdullah adam adriana agnes ahmed aisha alan albert alberto ale alejandro aleksandr alessandro alex
    alexander alexandra alexey ali alice alicia alina alison amanda amelia amina amir amit amy ana anastasia anders
    andre andrea andreas andrei andres andrew andy angel angela anil anita ann anna anne annie anthony antonio aria
    arthur arun asha ashley astrid barbara beatriz ben benjamin bernd betty bill bob brandon brian bruce bruno camila
    carl carla carlos carmen carol caroline catherine cecilia charles charlie charlotte chen chloe chris christian
    christina christine christopher claire clara claudia claudio cristina dan daniel daniela david deborah deepak
    denis dennis diana diego dmitri dmitry dominik donald dylan eduardo edward elena eli elias elisabeth elizabeth
    ella ellen emil emily emma eric erik erika ethan eva evelyn fabian farah fatima felix fernando florian francesca
    francesco francisco frank gabriel gary george giulia giuseppe grace greg gustavo hanna hannah hans harry hassan
    heather heidi helen helena henry hugo ian ibrahim igor ines ingrid irene irina isaac isabel isabella ivan jack
    jackie jacob jake jakob james jamie jan jana jane janet jason javier jean jeff jenny jens jessica jim joan joanna
    joe johan johann john johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua juan julia julian julie
    karen karin karl kate katherine kathy katie kelly ken kevin khalid kim klaus kumar kyle lara lars laura lauren lea
    lee lena leo leon leonardo lily linda lisa liz louis louise luca lucas lucia lucy luis luisa lukas maja manuel
    marc marco marcos margaret maria marie marina mario mark markus marta martin mary mason mateo matt matteo matthew
    max maya megan mehmet melissa mia michael michal michelle miguel mike mila milan mohamed mohammad mohammed monica
    muhammad nadia nancy natalia natalie natasha nathan nick nicola nicolas nicole niklas nikola nina noah nora olga
    oliver olivia omar oscar pablo pamela paolo patricia patrick paul paula pavel pedro peter petra phil philip pierre
    priya rachel rafael rahul raj ralf raul ravi rebecca ricardo richard rob robert roberto robin roger rosa ruth ryan
    sam samantha samuel sandra sanjay sara sarah sasha scott sean sebastian sergey sergio sharon simon sofia sophia
    sophie stefan stephanie stephen steve steven sue sunil susan sven sylvia tania tanja tanya teresa thomas tim
    timothy tina tobias tom tomas tommy tony ursula valentina vanessa vera veronica victor victoria viktor vincent
    vladimir wei will william xavier yan yasmin yuki yusuf zara zoe
"""

_SURNAMES = """
    adams ahmed alexander ali allen alvarez andersen anderson andersson bailey baker barnes bauer becker bell bennett
    bernard brooks brown butler campbell carter castro chan chang chavez chen cheng chowdhury clark collins cook cooper
    costa cox cruz das davies davis diaz dubois edwards evans fernandes fernandez ferrari ferreira fischer flores
    foster garcia gomes gomez gonzalez gray green gupta gutierrez hall hansen harris hernandez hill hoffmann howard
    huang hughes hussain ibrahim ivanov jackson james jansen jensen jimenez johansson johnson jones joshi kaur kelly
    khan kim king klein koch kowalski kumar larsen lee lewis li lim lin liu long lopez martin martinez mehta mendoza
    meyer miller mitchell mohamed mohammed moore morales morgan morris mueller muller murphy myers nelson nguyen
    nielsen novak olsen ortiz park parker patel pereira perez peters petersen peterson petrov pham phillips popov
    powell price ramirez ramos reed reyes richardson rivera roberts robinson rodrigues rodriguez rogers romero rossi
    ruiz russell sanchez sanders santos schmidt schneider schulz schwarz scott shah sharma silva singh smirnov smith
    souza stewart sullivan suzuki tan tanaka taylor thomas thompson torres tran turner wagner walker wang ward watson
    weber white williams wilson wolf wong wood wright wu xu yang yilmaz young zhang zhao zhou zimmermann
"""

_WORDS = """
    abc account admin agent alpha angel anime anonymous apple art artist asdf astro awesome baby bad bear beast best
    beta big black blog blue bomb book books boss boy bro bunny business butterfly cake captain cat cats chaos chef
    chill city club cloud code coder codes coding coffee cool cookie crazy creative crypto cute cyber daily dance dark
    data day death demon design designer designs dev developer devil digital diy doc doctor dog dogs doll dragon dream
    dreamer dreams duck earth east electric electronic elite engineer epic ever eye fan film finance fire fish fit
    fitness flower fly food foodie forever fox freak free friend fun game gamer games gaming garden ghost girl global
    god gold golden good green guest guitar guru guy hacker happy hd health heart hello hero home hot house hunter ice
    iam info ing inter internet itz its jazz joker journal just king kitty lab lady law legend life light like lion
    little live local lol lone lord love lover lucky lunar mad magic mail man marketing mask master media mega metal
    mind mini miss mister mom monster moon mountain mr mrs music musician my naughty nature net network new news night
    nine ninja nomad noob north not ocean official old one online only original owl panda paper party pasta peace
    person philosophy phoenix photo photographer photography photos pink pirate pixel pizza planet play player poet
    poetry power prince princess pro production productions programmer programmers programming project pro public punk
    purple queen qwerty qwertyuiop rain rainbow random raven reader real red rider river robot rock rocket rose royal
    runner sad samurai science scientist sea secret shadow shark shop silent silver sky slayer smart smile snow social
    software solar solo son song soul south space spirit sport sports star stars storm story street studio studios
    style sun sunflower sunny sunset sunshine super sweet system team tech technology test tester the thunder tiger
    time toy travel traveler traveller tree true tv ultimate unicorn unknown user video vintage viper void war warrior
    water wave web west whisper white wild wind winter witch wizard wolf woman wonder wonderland wood work world
    writer xo xx xxx yeah yoga you young your zen zero zone zombie
"""

GIVEN_NAMES = frozenset(_GIVEN.split())
SURNAMES = frozenset(_SURNAMES.split())
WORDS = frozenset(_WORDS.split())

_SUFFIXES = """
    0 00 007 01 02 03 1 10 101 11 12 123 1234 12345 13 2 21 22 23 24 247 3 33 365 4 42 420 5 6 666 69 7 77 777 8
    88 9 99 999
"""
SUFFIXES = frozenset(_SUFFIXES.split())

"""Ways of writing and mis-hearing the same word, folded to one; staff do not need to know these."""

import re
from collections.abc import Iterable, Mapping

# Text-speak, contractions and misspellings that no edit distance finds. One word in, one or more words out.
_FOLDED_EN = """
u=you ya=you yu=you ur=your youre=you_are r=are n=and nd=and w=with wit=with wid=with w/o=without wo=without
wat=what wut=what wht=what wats=what_is whats=what_is wuts=what_is wen=when wher=where were's=where_is wheres=where_is
whered=where whos=who_is hows=how_is hw=how cuz=because bc=because coz=because cos=because becuz=because
plz=please pls=please plis=please pleas=please plese=please pleeze=please plse=please thx=thanks thnx=thanks thanx=thanks
tnx=thanks tx=thanks ty=thank_you tysm=thank_you thankyou=thank_you thnks=thanks tks=thanks
im=i_am i'm=i_am ima=i_am_going_to imma=i_am_going_to ill=i_will ive=i_have id=i_would iam=i_am
hes=he_is he's=he_is shes=she_is she's=she_is theyre=they_are its=it_is it's=it_is thats=that_is theres=there_is
somebodys=somebody_is someones=someone_is everyones=everyone_is
isnt=is_not isn't=is_not isn=is_not arent=are_not wasnt=was_not werent=were_not wont=will_not wnt=will_not
dont=do_not don't=do_not dnt=do_not doesnt=does_not doesn't=does_not didnt=did_not cant=can_not can't=can_not cannot=can_not
cnt=can_not couldnt=could_not wouldnt=would_not shouldnt=should_not hasnt=has_not havent=have_not hadnt=had_not
aint=is_not ain't=is_not int=is_not gonna=going_to gunna=going_to gna=going_to wanna=want_to wana=want_to gotta=got_to
gimme=give_me lemme=let_me tryna=trying_to tryin=trying hafta=have_to kinda=kind_of outta=out_of
sumone=someone some1=someone sum1=someone sumbody=somebody smeone=someone somone=someone anyone1=anyone
bf=boyfriend bfs=boyfriend_is gf=girlfriend gfs=girlfriend_is bff=friend bffs=friend_is frnd=friend frend=friend freind=friend
fren=friend frend's=friend_is frens=friends homie=friend homeboy=friend homegirl=friend bro=brother bruh=brother brotha=brother
sis=sister hubby=husband wifey=wife roomate=roommate roomie=roommate rommate=roommate roommates=roommate_is roomates=roommate_is
mans=man_is dudes=dude_is moms=mom_is dads=dad_is brothers=brother_is sisters=sister_is friends=friend_is bros=brother_is
cuzin=cousin cuz'n=cousin cuzzin=cousin mum=mom mommy=mom mama=mom daddy=dad
abt=about bout=about ppl=people pple=people 2day=today 2nite=tonight tonite=tonight tn=tonight 2morrow=tomorrow tmrw=tomorrow
tmr=tomorrow yday=yesterday yr=year yrs=years hr=hour hrs=hours min=minutes mins=minutes minute=minutes mintues=minutes
wk=week wks=weeks nxt=next lst=last b4=before l8r=later l8=late 4=4 m8=mate gr8=great
txt=text txts=texts txting=texting msg=message msgs=messages mssg=message mesage=message mesages=messages
msging=messaging ph=phone fone=phone num=number nr=near nearst=nearest neer=near closeby=close_by nearme=near_me nerby=nearby
idk=i_do_not_know dunno=do_not_know dk=do_not_know idek=i_do_not_know omfg=omg omggg=omg smh=smh ffs=ffs
asap=now rn=right_now rightnow=right_now atm=right_now hlp=help hepl=help halp=help hlep=help helpp=help hel=help helpme=help_me
emergancy=emergency emergncy=emergency emrgency=emergency
breathin=breathing brething=breathing breething=breathing breatin=breathing brethin=breathing breating=breathing braething=breathing
breahting=breathing brathing=breathing breathng=breathing beathing=breathing breathe=breathing breath=breathing breathes=breathing
breaths=breathing breathed=breathing breth=breathing brethe=breathing breathign=breathing breaking=breaking
wakin=waking wakeup=wake_up wakup=wake_up waek=wake wak=wake waking=wake wakes=wake woke=woke awak=awake
responing=responding responsing=responding respondin=responding
movin=moving moveing=moving mooving=moving
uncon=unconscious unconcious=unconscious uncounscious=unconscious unconsious=unconscious unconscous=unconscious
unresponsiv=unresponsive unreponsive=unresponsive
od'd=overdosed ody'd=overdosed odied=overdosed 0d=overdose 0d'd=overdosed od'ed=overdosed oded=overdosed ods=overdoses od's=overdoses o'd=overdosed oding=overdosing od'ing=overdosing
od'in=overdosing odin=overdosing odn=overdosing odeing=overdosing odeeing=overdosing o'ding=overdosing od=overdose
ovrdose=overdose ovrdosed=overdosed ovrdosing=overdosing overdoes=overdose overdoesed=overdosed overdosin=overdosing overdosd=overdosed
overdos=overdose overdoze=overdose overdozed=overdosed overdozing=overdosing oversdose=overdose ovedose=overdose ovrdos=overdose
overdosage=overdose overdossed=overdosed overdoseing=overdosing over-dose=overdose
blu=blue bule=blue bleu=blue bloo=blue blueish=blue bluish=blue grey=gray greyish=gray grayish=gray purplish=purple purpl=purple
skn=skin lps=lips
nodin=nodding noddin=nodding nodded=nodding snorin=snoring snorring=snoring gurglin=gurgling gurggling=gurgling
narcam=narcan narkan=narcan narcane=narcan narcon=narcan narcn=narcan narcin=narcan narkin=narcan narcans=narcan nar-can=narcan
narccan=narcan narcen=narcan narkcan=narcan narcand=narcan nacan=narcan narcab=narcan marcan=narcan narcsn=narcan
nalaxone=naloxone naloxon=naloxone naloxene=naloxone noloxone=naloxone naloxin=naloxone nalox=naloxone naloxne=naloxone
naloxine=naloxone nalaxon=naloxone neloxone=naloxone naxolone=naloxone naxalone=naloxone nalxone=naloxone nolaxone=naloxone
fent=fentanyl fenty=fentanyl fentanil=fentanyl fentynal=fentanyl fentinal=fentanyl fentanol=fentanyl fentnyl=fentanyl fetty=fentanyl
fentynol=fentanyl fentanly=fentanyl fety=fentanyl fentenyl=fentanyl fentinyl=fentanyl fentynl=fentanyl
perc=percocet percs=percocet perks=percocet perk=percocet perc30=percocet perc30s=percocet oxy=oxycodone oxys=oxycodone oxies=oxycodone
xan=xanax xans=xanax xanies=xanax xannies=xanax xanny=xanax xanbar=xanax xanbars=xanax bars=bars benzo=benzos benzodiazepine=benzos
heroine=heroin herion=heroin herron=heroin herion=heroin heroyn=heroin diesel=diesel dope=dope tranqu=tranq tranq=xylazine
xyla=xylazine xylozine=xylazine zylazine=xylazine xylazin=xylazine tranqdope=xylazine xylazene=xylazine
crystle=crystal chrystal=crystal methamphetamine=meth methamphetamines=meth tweek=meth tina=meth shards=meth
coccaine=cocaine cocain=cocaine cocane=cocaine coke=coke yayo=cocaine addy=adderall adderal=adderall molly=mdma mollie=mdma
ecstacy=ecstasy extasy=ecstasy xtc=ecstasy ket=ketamine keta=ketamine ghb=ghb gbl=ghb
subs=suboxone sub=suboxone suboxon=suboxone suboxen=suboxone suboxine=suboxone subutex=suboxone subz=suboxone buprenorphin=buprenorphine
bup=buprenorphine bupe=buprenorphine methadon=methadone methodone=methadone methadose=methadone methedone=methadone
needels=needles neddles=needles needls=needles needle=needles syringe=syringes syringse=syringes syrynges=syringes serynges=syringes
syrnges=syringes rigs=syringes points=points sharp=sharps cookers=cookers
strip=strips stips=strips testrips=test_strips teststrips=test_strips teststrip=test_strips fts=test_strips
hepc=hep_c hepatitus=hepatitis hepititis=hepatitis hep=hepatitis hcv=hep_c hiv=hiv aids=hiv std=std stds=std sti=std stis=std
abcess=abscess absess=abscess absces=abscess abcesses=abscess absess=abscess abscesses=abscess infeccted=infected infectd=infected
wond=wound wounds=wound sores=sore ulcers=ulcer
unsub=unsubscribe unsuscribe=unsubscribe unsubscrib=unsubscribe unsubcribe=unsubscribe unscribe=unsubscribe unsubcsribe=unsubscribe
optout=opt_out optingout=opt_out opt-out=opt_out stahp=stop stpo=stop sotp=stop stoppp=stop stp=stop stoip=stop ctop=stop stopall=stop
stip=stop
suicde=suicide suiside=suicide sucide=suicide suicidle=suicidal suicidel=suicidal kms=kill_myself kys=kill_yourself
espanol=spanish spainsh=spanish espaniol=spanish españl=spanish inglish=english engish=english
resub=resubscribe unstop=unstop
alrite=alright aight=alright k=ok kk=ok okay=ok okey=ok okie=ok oki=ok okk=ok yea=yes yeah=yes yep=yes yup=yes yeh=yes ye=yes yess=yes
hii=hi hiya=hi heya=hey helo=hello hellow=hello helloo=hello sup=sup wassup=sup whatsup=sup yo=yo
lmao=lol lmfao=lol rofl=lol haha=lol hahaha=lol hahah=lol hehe=lol lolol=lol lul=lol jk=lol lolz=lol hahahaha=lol ahaha=lol lmaoo=lol
xd=lol loll=lol hah=lol
checkin=check_in chek=check chk=check cheq=check checkup=check_up checkn=check_in
hosptial=hospital hospitol=hospital ambulence=ambulance ambulanc=ambulance
perscription=prescription rehabs=rehab detoxs=detox
seizing=seizure seizures=seizure seizur=seizure siezure=seizure seziure=seizure seisure=seizure siezing=seizure seizeing=seizure
convulsing=seizure convulsion=seizure convulsions=seizure convulsin=seizure
paranoied=paranoid hallucinatin=hallucinating halucinating=hallucinating
swallowd=swallowed swalloed=swallowed inyected=injected
"""
_FOLDED_ES = """
nt=not stpd=stopped brthng=breathing brthin=breathing rspira=respira respra=respira dspierta=despierta ayda=ayuda mvng=moving rspndng=responding nonresponsive=unresponsive hez=he_is shez=she_is
q=que k=que ke=que qe=que xq=porque pq=porque porq=porque xk=porque x=por d=de tb=tambien tmb=tambien bn=bien toy=estoy ta=esta
tas=estas toi=estoy stoy=estoy sta=esta stan=estan pa=para pal=para_el porfa=por_favor porfis=por_favor xfa=por_favor
xfavor=por_favor pf=por_favor pfavor=por_favor porfavor=por_favor pls=please grax=gracias grcias=gracias gracia=gracias
qro=quiero kiero=quiero quero=quiero kisiera=quisiera nesesito=necesito nececito=necesito nesecito=necesito necesito=necesito nesito=necesito
ayudenme=ayuda ayudame=ayuda ayudaa=ayuda ayudeme=ayuda alluda=ayuda ayud=ayuda socorro=auxilio ausilio=auxilio ausilo=auxilio
aqi=aqui aki=aqui ahi=ahi aya=alla ay=hay ahy=hay ai=hay hai=hay dnd=donde dond=donde onde=donde ande=donde aonde=donde
amig@=amigo hno=hermano hna=hermana mijo=hijo mija=hija hrmano=hermano ermano=hermano ermana=hermana vieja=vieja jefe=jefe
novi@=novio esposa=esposa marido=esposo mamá=mama ama=mama apa=papa papi=papa mami=mama
respria=respira rrespira=respira respirá=respira respirra=respira resp=respira rezpira=respira repira=respira respirar=respira
respirando=respira respiracion=respira respirasion=respira resperar=respira resira=respira
despiera=despierta dispierta=despierta despiertar=despierta despertar=despierta despierto=despierto desperta=despierta despirta=despierta
despiete=despierta reaciona=reacciona reacionar=reacciona reaccionar=reacciona reacsiona=reacciona reaxiona=reacciona
contestar=contesta responder=responde moverse=mueve mover=mueve muebe=mueve
sobredocis=sobredosis sobre-dosis=sobredosis sobredosi=sobredosis sobredosiss=sobredosis sobredoxis=sobredosis sobredozis=sobredosis
sobredósis=sobredosis sobrdosis=sobredosis sobredocys=sobredosis soberdosis=sobredosis sobedosis=sobredosis
morada=morado moradita=morado moradito=morado morados=morado moradas=morado azules=azul azulado=azul azulada=azul asul=azul azulito=azul
palida=palido grises=gris gricea=gris desmallo=desmayo desmayada=desmayado desmallado=desmayado desmallada=desmayado desvanecida=desvanecido
desmayó=desmayo inconciente=inconsciente inconsiente=inconsciente enconciente=inconsciente inconsientes=inconsciente
narkan=narcan narcán=narcan narcam=narcan naloxoma=naloxona nalaxona=naloxona naloxana=naloxona nalogzona=naloxona
naloxsona=naloxona nalosona=naloxona naxolona=naloxona noloxona=naloxona naloxone=naloxona
jeringa=jeringas jeringuilla=jeringas jeringuillas=jeringas geringas=jeringas geringa=jeringas jeringilla=jeringas jeringillas=jeringas
xeringas=jeringas aguja=agujas ahujas=agujas puntas=puntas
fentanilo=fentanilo fentanil=fentanilo fentalino=fentanilo fenta=fentanilo fentanylo=fentanilo eroina=heroina jeroina=heroina
cristal=cristal crystal=cristal coca=coca cocaina=cocaina cokaina=cocaina perico=cocaina piedra=crack chiva=heroina tecata=heroina
pastiyas=pastillas pastilla=pastillas pastiya=pastillas pasti=pastillas
tiritas=tiras tira=tiras reactivas=reactivas
metadona=metadona desintoxicacion=desintoxicacion desintoxicasion=desintoxicacion
abseso=absceso aseso=absceso abceso=absceso absesos=absceso ulsera=ulcera llaga=llaga yaga=llaga herida=herida erida=herida
vih=vih sida=vih hepatitis=hepatitis epatitis=hepatitis hepa=hepatitis
mensages=mensajes mensaje=mensajes mensjes=mensajes mensage=mensajes msj=mensajes msjs=mensajes sms=mensajes mnsajes=mensajes mensajitos=mensajes
desuscribir=cancelar_suscripcion desuscribirme=cancelar_suscripcion desuscribeme=cancelar_suscripcion desinscribir=cancelar_suscripcion
suicidio=suicidio suisidio=suicidio suicidarme=suicidarme suisidarme=suicidarme
combulsion=convulsion combulsionando=convulsionando convulcion=convulsion convulciones=convulsion convulsiones=convulsion
combulsiones=convulsion convulciona=convulsiona convulsionando=convulsion convulsiona=convulsion convulcionando=convulsion
jaja=lol jajaja=lol jajajaja=lol jeje=lol jejeje=lol jajaj=lol jajajaj=lol jiji=lol
ola=hola holaa=hola holis=hola wenas=buenas buena=buena
minutos=minutes minuto=minutes hrs=hours horas=hours hora=hours
chequeame=revisame chekame=revisame checame=revisame chequen=revisen revisenme=revisame chequeenme=revisame chequeme=revisame
"""

# What phones and speech-to-text hear instead, and set phrases worth one word: words in, words out.
_MERGED = """
o dee ing=overdosing|o deeing=overdosing|oh deeing=overdosing|oh d ing=overdosing|o d ing=overdosing|o ding=overdosing|oh ding=overdosing
oh dee ing=overdosing|odd ing=overdosing|oh deed=overdosed|o deed=overdosed|o d'd=overdosed|oh d'd=overdosed|o dd=overdosed|oh dee=overdose
o d d=overdosed|o d=overdose|oh d=overdose|o dee=overdose|owed eed=overdosed|over dose=overdose|over dosed=overdosed|over dosing=overdosing
over doses=overdoses|over does=overdose|over dos=overdose|overt dose=overdose|over dozing=overdosing|over dozed=overdosed
over doze=overdose|over amp=overamp|over amping=overamping|over amped=overamped|over ramping=overamping|overlap ing=overamping
nark can=narcan|nar can=narcan|nor can=narcan|nar cann=narcan|narc can=narcan|gnar can=narcan|narc in=narcan|nark in=narcan
nor cant=narcan|mar can=narcan|no can spray=narcan spray|marking kit=narcan kit|narking kit=narcan kit
arc can=narcan|snark can=narcan|knock can=narcan|narco kit=narcan kit|nor con=narcan|nar con=narcan
no lock zone=naloxone|no lox own=naloxone|nal ox own=naloxone|the lock zone=naloxone|nah lock zone=naloxone|no locks own=naloxone
no lox zone=naloxone|now lock zone=naloxone|knock so own=naloxone|not lock zone=naloxone|na lox zone=naloxone|an alex own=naloxone
al ox own=naloxone|nell oxone=naloxone|no lox one=naloxone|nalox one=naloxone|locks own=naloxone|nah lox own=naloxone|no lacks own=naloxone
knee loxone=naloxone|an locks own=naloxone|no lock own=naloxone|the locks zone=naloxone|nalla zone=naloxone|nella zone=naloxone|in a lock zone=naloxone
fence and all=fentanyl|fenton all=fentanyl|fent in all=fentanyl|fen to know=fentanyl|fentan all=fentanyl|fencing all=fentanyl|fan ten all=fentanyl
fent a nil=fentanyl|fenta nil=fentanyl|sentinel strips=fentanyl strips|fen tanil=fentanyl|phentanyl=fentanyl|fental=fentanyl
zyla zine=xylazine|xyla zine=xylazine|zylo zine=xylazine|zai lazine=xylazine|silas scene=xylazine|xylophone strips=xylazine strips
sub oxone=suboxone|sub oxen=suboxone|some boxen=suboxone|sub box own=suboxone|sub boxone=suboxone|sue boxone=suboxone|soup oxone=suboxone
see boxone=suboxone|bupe ren orphine=buprenorphine|mess a done=methadone|method own=methadone|metha done=methadone|meth a done=methadone
math a done=methadone|hep see=hep_c|hep sea=hep_c|hep c=hep_c|hepatitis c=hep_c|hep b=hepatitis|h i v=hiv|aitch i v=hiv
s t d=std|sir inges=syringes|so ringes=syringes|sir ringe=syringes|series exchange=syringes exchange|surge exchange=syringes exchange
syringes exchange=syringe_exchange|needles exchange=syringe_exchange|needle exchange=syringe_exchange|syringe exchange=syringe_exchange
absess=abscess|ab cess=abscess|ab says=abscess|ob sess=abscess|apps s=abscess|
wake up=wake|waking up=wake|woken up=woke|woke up=woke|get up=wake|come to=come_to|come around=come_to|come round=come_to|coming to=coming_to
wakes up=wake|waken up=wake|get him up=wake him|get her up=wake her|get them up=wake them|wake him up=wake him|wake her up=wake her
passed out=passed_out|pass out=passed_out|passing out=passed_out|blacked out=passed_out|blacking out=passed_out|black out=passed_out
knocked out=passed_out|fell out=fell_out|falling out=fell_out|fallin out=fell_out|fallen out=fell_out|falls out=fell_out|fall out=fell_out
went out=went_out|gd out=g_out|g'd out=g_out|geed out=g_out|g'ed out=g_out|g out=g_out|gee'd out=g_out|ged out=g_out|
nodding out=nodding_out|nodding off=nodding_off|nod out=nodding_out|out cold=out_cold|dropped out=dropped_out|went limp=limp|gone limp=limp
death rattle=gurgling|heart attack=heart_attack|panic attack=panic_attack|chest pain=chest_pain|chest pains=chest_pain|chest hurts=chest_pain
chest is hurting=chest_pain|chest hurting=chest_pain|chest tight=chest_pain|chest is tight=chest_pain|chest is killing=chest_pain
rag doll=rag_doll|dead weight=dead_weight|losing him=losing_him|losing her=losing_him|losing them=losing_him|going under=going_under
go under=going_under|goes under=going_under|come back=come_back|coming back=coming_back|snap out=snap_out|chest is not=breathing not|chest not=breathing not
chest is going up=breathing|fading out=fading|slipping away=slipping_away|eyes open=wake|open his eyes=wake|open her eyes=wake|open their eyes=wake
opening his eyes=wake|opening her eyes=wake|open eyes=wake|abre los ojos=despierta|abrir los ojos=despierta|out like=passed_out like
late el corazon=pulso|siento el corazon=pulso|heart racing=heart_racing|heart is racing=heart_racing|heart pounding=heart_racing|heart is pounding=heart_racing|heart beating=heart_beating
shadow people=shadow_people|burning up=burning_up|burning hot=burning_up|over heating=overheating|over heated=overheating|over heat=overheating
too much=too_much|too many=too_many|2 much=too_much|2 many=too_many|no me responde=no responde|no me reacciona=no reacciona|no me despierta=no despierta|so much=too_much|way too=too|a lot of=a_lot|a lot=a_lot|alot of=a_lot|alot=a_lot|whole bottle=whole_bottle
bunch of=a_lot|handful of=a_lot|whole bag=whole_bag|all the=all the
right now=right_now|this morning=this_morning|last night=last_night|last year=last_year|last month=last_month|last week=last_week
last summer=last_year|last winter=last_year|last spring=last_year|last fall=last_year|last christmas=last_year|years ago=years_ago|year ago=years_ago
months ago=years_ago|month ago=years_ago|weeks ago=weeks_ago|week ago=weeks_ago|days ago=days_ago|day ago=days_ago|hours ago=just_ago|hour ago=just_ago
minutes ago=just_ago|back in=back_in|the time=the_time|the day=the_time|used to=used_to|long time ago=years_ago|a while ago=years_ago|while back=years_ago|growing up=used_to
in case=in_case|just in=just in|what if=what_if|if someone=if_someone|if somebody=if_someone|if anyone=if_someone|if any one=if_someone
if some one=if_someone|when someone=if_someone|when somebody=if_someone|how do you=how_do_you|how can you=how_do_you|signs of=signs_of
symptoms of=signs_of|sign of=signs_of|how to=how_to|where can i=where_can_i|where do i=where_can_i|how can i=how_can_i|how do i=how_can_i
look like=look_like|looks like=looks_like|sounds like=sounds_like|not sure=not_sure|no one=nobody|false alarm=false_alarm
opt out=opt_out|opting out=opt_out|opt me out=opt_out|opted out=opt_out|up out=opt_out|opt-out=opt_out|op out=opt_out|opt it out=opt_out
bus stop=bus_stop|train stop=bus_stop|next stop=bus_stop|my stop=bus_stop|stop sign=bus_stop|pit stop=bus_stop|stop by=drop_by|stopped by=drop_by
stopping by=drop_by|stop at=stop_at|stopped at=stop_at|truck stop=bus_stop|rest stop=bus_stop|the stop=bus_stop|stop watch=stopwatch
non stop=nonstop|one stop=nonstop|subway stop=bus_stop|trolley stop=bus_stop|metro stop=bus_stop
test strip=test_strips|test strips=test_strips|testing strips=test_strips|testing strip=test_strips|text strips=test_strips|tests strips=test_strips
test trips=test_strips|fentanyl strips=fentanyl test_strips|xylazine strips=xylazine test_strips|tiras reactivas=test_strips|tiras de=test_strips de
check in=check_in|checking in=check_in|check up=check_in|check ins=check_in|check on=check_on|checks on=check_on|checking on=check_on|chek on=check_on
check up on=check_on|every day=every_day|each day=every_day|every night=every_day|every morning=every_day|every hours=every_hour|every hour=every_hour
every evening=every_day|cada dia=every_day|todos los dias=every_day|todas las noches=every_day|cada noche=every_day|cada manana=every_day
cada hours=every_hour|by myself=alone|by my self=alone|on my own=alone|by my lonesome=alone|por mi cuenta=alone|yo solo=alone|yo sola=alone
back then=back_then|in my dreams=back_then dreams|when i found=used_to found|cuando encontre=used_to encontre|years since=years_ago|year since=years_ago|months since=years_ago
weeks since=weeks_ago|month since=years_ago|some day=someday|one day=someday|algun dia=algun_dia|in general=in_general|a person=a_person person|last night=last_night
anos desde=years_ago|meses desde=years_ago|un ano de=years_ago|hace semanas=weeks_ago|when i was=used_to|cuando era=used_to|cuando cierro=used_to
half an hours=30 minutes|half an hour=30 minutes|half hours=30 minutes|an hours=60 minutes|an hour=60 minutes|media hours=30 minutes
una hours=60 minutes|un rato=un_rato|couple minutes=couple minutes
kill myself=kill_myself|killing myself=kill_myself|kill my self=kill_myself|end it all=end_it_all|end my life=end_my_life|take my life=end_my_life
hurt myself=hurt_myself|harm myself=hurt_myself|self harm=hurt_myself|better off dead=want_to_die|want to die=want_to_die|wanna die=want_to_die
wish i was dead=want_to_die|wish i were dead=want_to_die|do not want to live=want_to_die|do not want to be here=want_to_die
do not want to be alive=want_to_die|dont want to live=want_to_die|ending it=end_it_all|end it tonight=end_it_all|end it=end_it
me quiero matar=kill_myself|quiero matarme=kill_myself|quiero morir=want_to_die|me quiero morir=want_to_die|quiero morirme=want_to_die
no quiero vivir=want_to_die|quitarme la vida=end_my_life|acabar con mi vida=end_my_life|ya no quiero vivir=want_to_die|matarme=kill_myself
real person=real_person|live person=real_person|actual person=real_person|real human=real_person|someone real=real_person
persona real=real_person|una persona=una_persona|bad batch=bad_batch|if i call=if_i_call|if we call=if_i_call|si llamo=if_i_call|si llamamos=if_i_call|si hablo al=if_i_call|if you call=if_i_call|bad dope=bad_batch|hot batch=bad_batch|hot dose=bad_batch|
sobre dosis=sobredosis|sobre dos=sobredosis|se pasaron de=se_paso_de|se pasando de=se_paso_de|se paso de=se_paso_de|pasando de=se_paso_de|se le paso=se_le_paso
se le fue la mano=se_le_paso|pasada de=se_paso_de|pasado de=se_paso_de|se fue de=se_paso_de
nar can gratis=narcan gratis|na loxona=naloxona|nalo sona=naloxona|la loxona=naloxona|no la zona=naloxona|nalo zona=naloxona|nalga zona=naloxona
no respira=no respira|sin respira=no respira|casi no=casi_no|apenas respira=casi_no respira|ya no=ya_no|deja de=dejo_de|dejo de=dejo_de
dejado de=dejo_de|paro de=dejo_de|se desmayo=desmayado|se desvanecio=desvanecido|se desplomo=desmayado|se cayo=se_cayo|se quedo=se_quedo
se durmio=se_durmio|se esta muriendo=ella muriendo|se me esta muriendo=ella muriendo|se muere=ella muriendo|se nos va=ella muriendo|se me muere=ella muriendo|se va=se va|se murio=murio
echando espuma=espuma|saca espuma=espuma|sacando espuma=espuma|labios morado=labios morado|hace un ano=years_ago|hace anos=years_ago
hace meses=years_ago|hace un mes=years_ago|hace tiempo=years_ago|hace mucho=years_ago|el ano pasado=last_year|ano pasado=last_year
mes pasado=last_month|semana pasada=last_week|hace rato=just_ago|hace un rato=just_ago|anos atras=years_ago|hace dos anos=years_ago
hace poco=hace_poco|por si=in_case|en caso de=in_case|por si acaso=in_case|y si=what_if|que pasa si=what_if|si alguien=if_someone
cuando alguien=if_someone|si una persona=if_someone|si uno=if_someone|senales de=signs_of|sintomas de=signs_of|señales de=signs_of
dolor de pecho=chest_pain|dolor en el pecho=chest_pain|duele el pecho=chest_pain|duele mucho el pecho=chest_pain|pecho apretado=chest_pain
ataque al corazon=heart_attack|ataque de panico=panic_attack|corazon acelerado=heart_racing|corazon a mil=heart_racing|late el corazon=heart_beating
va a explotar=heart_racing|me late=heart_beating|por favor=please|fin de semana=weekend|parada de bus=bus_stop|parada del bus=bus_stop
parada de autobus=bus_stop|la parada=bus_stop|parada de camion=bus_stop|dar de baja=dar_de_baja|darme de baja=dar_de_baja|denme de baja=dar_de_baja
dame de baja=dar_de_baja|deme de baja=dar_de_baja|de baja=dar_de_baja|ya no mas=no_mas|no mas=no_mas|codigo postal=zip_code|zip code=zip_code
cerca de mi=near_me|cerca de aqui=near_me|near me=near_me|close to me=near_me|around me=near_me|by me=near_me|near here=near_me|around here=near_me
close by=near_me|nearby=near_me|near by=near_me|por aqui=near_me|por aca=near_me|cerca mio=near_me|my area=near_me|my location=near_me|where i am=near_me
donde estoy=near_me|cerca de donde estoy=near_me|mi area=near_me|mi zona=near_me
solo por hoy=solo_por_hoy|boca a boca=boca_a_boca
"""

_VOWELS = re.compile("[aeiou]")

_WORDS: dict[str, tuple[str, ...]] = {}
for _line in (_FOLDED_EN + _FOLDED_ES).split():
    _from, _, _to = _line.partition("=")
    _WORDS.setdefault(_from, tuple(_to.split("_")))

# Words written as one with an underscore in the tables above stay one: only folding splits them.
_MERGES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _entry in _MERGED.replace("\n", "|").split("|"):
    _from, _, _to = _entry.partition("=")
    if _to:
        _words = tuple(_from.split())
        _MERGES.setdefault(_words[0], []).append((_words[1:], tuple(_to.split())))
for _entries in _MERGES.values():
    _entries.sort(key=lambda entry: -len(entry[0]))


def fold(token: str) -> tuple[str, ...]:
    """The usual words for one token: text-speak opened, apostrophes dropped."""
    known = _WORDS.get(token)
    if known is not None:
        return known
    if "'" in token:
        bare = token.replace("'", "")
        return _WORDS.get(bare, (bare,))
    return (token,)


def merge(tokens: list[str]) -> list[str]:
    """The tokens with mis-hearings mended and set phrases made one word, longest first, left to right."""
    merged: list[str] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        entries = _MERGES.get(token)
        if entries is not None:
            for rest, becomes in entries:
                if tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest:
                    merged.extend(becomes)
                    at += 1 + len(rest)
                    break
            else:
                merged.append(token)
                at += 1
            continue
        merged.append(token)
        at += 1
    return merged


def known_words() -> frozenset[str]:
    """Every word the tables above produce, so that none of them is taken for a typing mistake."""
    folded = {word for words in _WORDS.values() for word in words}
    merged = {word for entries in _MERGES.values() for _, words in entries for word in words}
    return frozenset(folded | merged | set(_WORDS) | set(_MERGES))


def written_words() -> frozenset[str]:
    """Every single word the tables above read: none of them is a place."""
    return frozenset(_WORDS) | frozenset(_MERGES)


def deletions(word: str) -> set[str]:
    """The word and every form of it with one letter left out."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def typo_table(right: Iterable[str]) -> Mapping[str, str]:
    """Form with one letter missing -> right word, for words long enough to be told apart (SymSpell's idea)."""
    table: dict[str, str] = {}
    for word in sorted(right):
        if len(word) >= 5 and word.isalpha():
            for form in deletions(word):
                table.setdefault(form, word)
            table.setdefault(vowelless(word), word)
    return table


def vowelless(word: str) -> str:
    """The key under which a word typed without its vowels is found: 'brthng', 'frnd'."""
    return "*" + _VOWELS.sub("", word)

//! What Unicode's CLDR 48.2.0 says of languages, under the Unicode License V3
//! (<https://www.unicode.org/license.txt>). Written by `cargo xtask cldr`; do not edit.

/// Scripts that run from right to left.
pub const RTL_SCRIPTS: &str = "Adlm Arab Hebr Mand Nkoo Rohg Syrc Thaa";

/// Groups of a script and those who usually write it: languages that are written in several
/// scripts or from right to left, and `language-REGION` where it is another there.
pub const LIKELY_SCRIPTS: &str = "Arab aeb apc apd ar arq ars ary arz az-IQ az-IR azb bal bej bft bgn bqi brh ckb dcc fa fia fub gju glk ha-CM ha-SD haz hnd hno khw kk-AF kk-CN kk-IR kk-MN ks ku-IQ ku-IR ku-LB kvx ky-CN lah lki lrc luz mey mfa ms-CC mvy mzn pa-PK prd ps rmt sd sdh skr tg-PK trw ug ur uz-AF uzs wni zdj;Cyrl az-RU kk ku-AM ku-AZ ku-GE ku-TM ky mn sr tg ug-KZ ug-MN uz-CN;Deva sd-IN;Guru pa;Hans hak nan yue-CN zh;Hant hak-TW nan-MO nan-TW yue zh-AU zh-BN zh-GB zh-GF zh-HK zh-ID zh-MO zh-PA zh-PF zh-PH zh-SR zh-TH zh-TW zh-US zh-VN;Hebr he yi;Latn az en ff ha ku ky-TR man mey-SN ms sr-ME sr-RO sr-TR uz;Mong mn-CN;Nkoo nqo;Rohg rhg;Syrc syr;Thaa dv";

/// Groups of a tag and the regions in which its language is nearest to it, where that is not
/// the language without a region; after `!` all regions but these. The first group counts.
pub const PARENTS: &str = "en-150 AT BE CH CZ DE DK EE ES FI FR GE HU IT LT LV NL NO PL PT RO SE SI SK UA;es-419 AR BO BR BZ CL CO CR CU DO EC GT HN JP MX NI PA PE PR PY SV US UY VE;pt-PT AO CH CV FR GQ GW LU MO MZ ST TL;en-001 ! 001 AE AS BI CA GU JP MH MP PH PR UM VI US";

/// Codes that have been replaced, with what has replaced them.
pub const ALIASES: &str = "arb=ar azj=az bcc=bal bh=bho cld=syr cmn=zh cnr=sr-ME gaz=om in=id iw=he ji=yi jw=jv mo=ro npi=ne pbu=ps pes=fa pnb=lah prs=fa-AF sh=sr-Latn swh=sw tl=fil tw=ak uzn=uz ydd=yi zsm=ms no=nb";

/// Languages that `locales/` does not have, with the nearest that it has.
pub const SUBSTITUTES: &str = "aeb=ar apc=ar apd=ar arq=ar ary=ar arz=ar bal=ur be=ru br=fr bs=hr ceb=fil ckb=ar eu=es fo=da gan=zh gl=es gn=es gsw=de hak=zh hsn=zh ht=fr hy=ru kk=ru ku=tr lua=fr mai=hi mg=fr min=ms mn=ru nan=zh nn=nb qu=es rm=de sk=cs su=id tg=ru tk=ru tt=ru ug=zh wo=fr wuu=zh";

/// Groups of a language and the countries where it is official, then where it is spoken by many,
/// most speakers first. The browser knows where the main language of a country is at home.
pub const TERRITORIES: &str = "en US IN PK NG PH GB TZ CA SD AU ZA MW CM KE GH ZW SG MG IE NZ PG LR ER HK SS ZM SL JM RW BW UG PR TT GM DE NL SE IL BE AT GR DK AE FI SI;zh TW HK SG;es MX AR CO VE PE CL EC GT CU HN DO BO SV NI CR PA UY PR IC GQ US;ar SA DZ SD IQ YE MA SY JO TN AE LY PS LB SO MR TD OM KW QA IL BH;ur IN;fr CD CM DZ MA CA CI BI MG TN BF BJ HT SN BE GN ML CG TG CH NE TD CF GA IT;bn IN;pt AO PT MZ GW;sw KE UG CD;pa PK;ru UA KZ BY KG LT AM;de AT CH BE NL PL DK;te IN;mr IN;ta LK IN;fa AF;ko KP;arz EG;it CH;arq DZ;apc SY JO LB PS;ary MA;apd SD;yo NG;ceb PH;nl BE;ro MD;ps AF;zu ZA;ny MW;nan TW;kk KZ;sv FI;qu PE BO EC;el CY;ilo PH;lua CD;xh ZA;aeb TN;af ZA NA;hil PH;kri SL;bar AT;ca ES;st LS ZA;yue HK;tn BW ZA;gsw CH;nso ZA;no NO;hr SI;ckb IQ;sq XK;lir LR;ff SN;ti ER;ee GH;mey MR;tzm MA;gl ES;jam JM;hak TW;be BY;ay BO;srr SN;nd ZW;cak GT;quc GT;aln XK;nn NO;mfe MU;ga IE";

/// Codes of libraries (ISO 639-2/B) that are not how the English name begins, with today's.
pub const LIBRARY_CODES: &str = "baq=eu may=ms rum=ro";

/// Languages of `locales/` that some browsers have no own name of, with that name.
pub const OWN_NAMES: &str = "bho=भोजपुरी;ha=Hausa;ig=Igbo;jv=Jawa;ky=кыргызча;my=မြန်မာ;ne=नेपाली;om=Oromoo;pcm=Naijíriá Píjin;ps=پښتو;rn=Ikirundi;rw=Ikinyarwanda;si=සිංහල;so=Soomaali;ti=ትግርኛ;yo=Èdè Yorùbá;yue=粵語";

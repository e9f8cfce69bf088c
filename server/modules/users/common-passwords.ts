/**
 * The words that leaked password lists repeat most, in English and Russian. Public mode asks for 10 or 15 characters,
 * so the list holds what people stretch to that length, not every short password.
 */
const words = `
password passw0rd p@ssw0rd p@ssword pass word administrator admin root user guest test testing tester welcome login letmein
qwerty qwertyui qwertyuiop qwertyuiopasdfghjkl qwerty123456 asdfghjkl asdfghjklqwerty zxcvbnm qazwsxedc qazwsxedcrfv
1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i 1qazxsw23edc q1w2e3r4t5y6 zaq12wsxcde3 abcdefgh abcdefghij abcdefghijklmnop
abc123 abcd1234 abc123456789 a1b2c3d4e5 iloveyou iloveyouforever monkey dragon sunshine princess football baseball
superman batman master shadow michael jennifer jordan hunter trustno1 whatever starwars computer internet changeme
changemeplease secret secretpassword mypassword mypasswordis newpassword passwordpassword thisismypassword
correcthorsebatterystaple defaultpassword temporarypassword adminadmin administrator1
пароль парольпароль привет приветпривет йцукен йцукенг йцукенгшщз йцукенгшщзхъ фывапролд фывапролджэ ячсмитьбю любовь
солнышко наташа максим администратор админ пользователь россия москва зенит спартак
gfhjkm ghbdtn yfnfif vfrcbv k.,jdm cjkysirj ytpyf. hjccbz vjcrdf flvbybcnhfnjh gjkmpjdfntkm
natasha maksim privet lubov solnyshko rossiya moskva spartak zenit marina dima vladimir alexander
`
export const commonPasswords: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean))

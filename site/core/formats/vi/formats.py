"""Vietnamese dates, times and numbers, as people type and read them.

Django's own Vietnamese formats have no input formats, so the American order applies:
05/09/2023 would be read as the 9th of May. They start the week on Sunday and never group digits.
Output uses Django's date format letters, input uses strptime's.
Long dates keep the leading zero that Decree 30/2020/NĐ-CP asks for days below 10.
"""

DATE_FORMAT = r"\n\gà\y d \t\há\n\g n \nă\m Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"H:i \n\gà\y d \t\há\n\g n \nă\m Y"
YEAR_MONTH_FORMAT = r"\t\há\n\g n \nă\m Y"
MONTH_DAY_FORMAT = r"\n\gà\y j \t\há\n\g n"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "H:i d/m/Y"
FIRST_DAY_OF_WEEK = 1

# The first entry of each list is also what Django writes back into a form field.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%Hh%M", "%Hh"]
# "5/9/2026 7:30" and "7h30 5/9/2026" alike.
DATETIME_INPUT_FORMATS = [
    *[f"{day} {time}" for day in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS],
    *[f"{time} {day}" for day in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS],
]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3

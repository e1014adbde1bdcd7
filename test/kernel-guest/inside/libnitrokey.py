"""Drives the Nitrokey Pro at hand by Debian's libnitrokey, and prints what came of it as JSON."""

import ctypes
import json
import sys
from ctypes import c_bool, c_char_p, c_uint8, c_uint16, c_uint64

nk = ctypes.CDLL("libnitrokey.so.3")
for name in (
    "NK_get_library_version",
    "NK_device_serial_number",
    "NK_get_totp_slot_name",
    "NK_get_hotp_slot_name",
    "NK_get_totp_code",
    "NK_get_totp_code_PIN",
    "NK_get_hotp_code",
):
    getattr(nk, name).restype = c_char_p
for name in ("NK_get_last_command_status", "NK_get_user_retry_count", "NK_get_admin_retry_count"):
    getattr(nk, name).restype = c_uint8


class Slot(ctypes.Structure):
    _fields_ = [
        ("name", c_uint8 * 15),
        ("config", c_uint8),
        ("token_id", c_uint8 * 13),
        ("counter", c_uint64),
    ]


ADMIN, USER = b"12345678", b"123456"
AS_ADMIN, AS_USER = b"temporary-admin-password", b"temporary-user-password"
SEED = b"3132333435363738393031323334353637383930"


def text(value):
    return None if value is None else value.decode()


def totp(slot):
    return text(nk.NK_get_totp_code(c_uint8(slot), c_uint64(0), c_uint64(0), c_uint8(0)))


def totp_at(seconds):
    nk.NK_totp_set_time(c_uint64(seconds))
    return totp(0)


def write_totp(slot, name, digits8, step=30, seed=SEED):
    return nk.NK_write_totp_slot(
        c_uint8(slot), name, seed, c_uint16(step), c_bool(digits8), c_bool(False), c_bool(False), b"", AS_ADMIN
    )


def write_hotp(slot, name, digits8, counter, seed=SEED):
    return nk.NK_write_hotp_slot(
        c_uint8(slot), name, seed, c_uint64(counter), c_bool(digits8), c_bool(False), c_bool(False), b"", AS_ADMIN
    )


def write_config(user_pin):
    off = c_uint8(255)
    return nk.NK_write_config(off, off, off, c_bool(user_pin), c_bool(False), AS_ADMIN)


nk.NK_set_debug_level(0)
told = {"library": text(nk.NK_get_library_version())}
told["login"] = nk.NK_login(b"P")
if told["login"] != 1:
    print(json.dumps(told))
    sys.exit(1)
told["serial"] = text(nk.NK_device_serial_number())
told["firmware"] = [nk.NK_get_major_firmware_version(), nk.NK_get_minor_firmware_version()]
told["tries"] = [nk.NK_get_user_retry_count(), nk.NK_get_admin_retry_count()]
told["wrongPin"] = nk.NK_first_authenticate(b"00000000", AS_ADMIN)
told["triesThen"] = [nk.NK_get_user_retry_count(), nk.NK_get_admin_retry_count()]
told["unauthorised"] = write_totp(0, b"bank", True)
told["pin"] = nk.NK_first_authenticate(ADMIN, AS_ADMIN)
told["writeTotp"] = write_totp(0, b"bank", True)
told["writeLast"] = write_totp(14, b"fifteen letters", False, 60, SEED + SEED)
told["writeHotp"] = write_hotp(1, b"vpn", False, 0)
told["names"] = [text(nk.NK_get_totp_slot_name(c_uint8(n))) for n in (0, 14)] + [
    text(nk.NK_get_hotp_slot_name(c_uint8(1)))
]
told["empty"] = [text(nk.NK_get_totp_slot_name(c_uint8(1))), nk.NK_get_last_command_status()]
told["noName"] = write_totp(2, b"", False)
# The times of RFC 6238, each put back to where its step begins: the token's time goes on meanwhile.
RFC_TIMES = (59, 1111111109, 1111111111, 1234567890, 2000000000)
told["rfc6238"] = [totp_at(t - t % 30) for t in RFC_TIMES]
told["rfc4226"] = [text(nk.NK_get_hotp_code(c_uint8(1))) for _ in range(10)]
slot = Slot()
told["readSlot"] = nk.NK_read_HOTP_slot(c_uint8(1), ctypes.byref(slot))
told["counter"] = slot.counter
told["softBack"] = nk.NK_totp_set_time_soft(c_uint64(1900000000))
told["softOn"] = nk.NK_totp_set_time_soft(c_uint64(2000000000))
told["guard"] = write_config(True)
told["guarded"] = [totp(0), nk.NK_get_last_command_status()]
told["userPin"] = nk.NK_user_authenticate(USER, AS_USER)
nk.NK_totp_set_time(c_uint64(1999999980))
told["unguarded"] = text(
    nk.NK_get_totp_code_PIN(c_uint8(0), c_uint64(0), c_uint64(0), c_uint8(0), AS_USER)
)
told["unguard"] = write_config(False)
told["erase"] = nk.NK_erase_totp_slot(c_uint8(0), AS_ADMIN)
told["erased"] = [totp(0), nk.NK_get_last_command_status()]
told["changePin"] = nk.NK_change_user_PIN(USER, b"654321")
told["unblock"] = nk.NK_unlock_user_password(ADMIN, USER)
told["userPinAgain"] = nk.NK_user_authenticate(USER, AS_USER)
told["reset"] = nk.NK_factory_reset(ADMIN)
told["afterReset"] = [text(nk.NK_get_hotp_slot_name(c_uint8(1))), nk.NK_get_last_command_status()]
nk.NK_logout()
print(json.dumps(told))

#!/bin/busybox sh
# Process 1 of the guest. It runs the steps that the host sends, one by one, until the host goes away.
# The ports of virtio-serial: 1 orders and how they ended, 2 output, 3 error output, 4 kernel log,
# 5 whether the host is there.
B=/bin/busybox
$B mkdir -p /bin /proc /sys /dev /mnt /tmp
$B --install -s /bin
export PATH=/bin

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
while read -r module; do
  insmod "/modules/$module.ko"
done < /modules/boot

port() {
  ls /dev/vport*p"$1"
}

exec 3<>"$(port 1)" 4>"$(port 2)" 5>"$(port 3)" 6>"$(port 4)" 7<"$(port 5)"
# A port can be read when the kernel has heard that the host is there.
until read -r _ <&3; do sleep 0.02; done
until read -r _ <&7; do sleep 0.02; done
# Nothing more comes by this port: reading it ends when the host has gone, killed perhaps. It is a
# port of its own, since in Linux 6.1 a poll of a port takes the wake-up of one who writes to it.
(read -r _ <&7; poweroff -f) &
cat /dev/kmsg >&6 &

mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,ro,cache=loose host /mnt
mount --bind /dev /mnt/dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount --bind /dev/pts /mnt/dev/pts
mount --bind /dev/shm /mnt/dev/shm
mount -t proc proc /mnt/proc
mount -t sysfs sysfs /mnt/sys
mount -t tmpfs tmpfs /mnt/run
mkdir -p /mnt/run/lock /mnt/run/tmp /mnt/run/home
ip link set lo up

set -o pipefail
echo ready >&3
while read -r mark step <&3; do
  echo "$step" | base64 -d > /tmp/step
  { sh /tmp/step 3>&- 4>&- 5>&- 6>&- 7>&- </dev/null 2>&8 | cat >&4; } 8>&1 | cat >&5
  status=$?
  printf '\n%s\n' "$mark" >&4
  printf '\n%s\n' "$mark" >&5
  echo "$mark" > /dev/kmsg
  echo "$status $mark" >&3
done
poweroff -f

// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

#include "instrument/registry.h"

namespace hearth::instrument {
namespace {

/// Files of /proc are small; nothing beyond this is of interest.
constexpr std::size_t kMaxProcBytes = 64 * 1024;
/// Kernels know no more interrupts than fit before the `btime` line within this.
constexpr std::size_t kMaxStatBytes = 1024 * 1024;

std::string readProc(const char* path, std::size_t maxBytes = kMaxProcBytes) {
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return {};
    }
    std::string text;
    char buffer[4096];
    ssize_t size = 0;
    while (text.size() < maxBytes && (size = ::read(file, buffer, sizeof(buffer))) > 0) {
        text.append(buffer, static_cast<std::size_t>(size));
    }
    ::close(file);
    return text;
}

/// The `index`-th word of `text`, counted from 0.
std::string_view wordAt(std::string_view text, std::size_t index) {
    constexpr std::string_view kBlanks = " \t\n";
    for (;; --index) {
        const auto begin = text.find_first_not_of(kBlanks);
        if (begin == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(begin);
        const auto end = std::min(text.find_first_of(kBlanks), text.size());
        if (index == 0) {
            return text.substr(0, end);
        }
        text.remove_prefix(end);
    }
}

double numberAt(std::string_view text, std::size_t index) {
    const auto word = wordAt(text, index);
    double value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

/// What follows `key` at the start of a line.
std::string_view afterKey(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    return at == std::string_view::npos ? std::string_view() : text.substr(at + key.size());
}

void append(Families& out, const char* name, const char* help, FamilyType type, double value) {
    Metric metric;
    metric.value = value;
    out.push_back({name, help, type, {std::move(metric)}});
}

double limitOf(__rlimit_resource resource) {
    rlimit limit{};
    return ::getrlimit(resource, &limit) == 0 ? static_cast<double>(limit.rlim_cur) : 0;
}

std::optional<std::size_t> openFiles() {
    DIR* const directory = ::opendir("/proc/self/fd");
    if (directory == nullptr) {
        return std::nullopt;
    }
    std::size_t count = 0;
    while (const auto* const entry = ::readdir(directory)) {
        count += entry->d_name[0] != '.' ? 1 : 0;
    }
    ::closedir(directory);
    return count - 1; // without the one that lists them
}

/// Fields after the command's `)`, counted from field 3 of proc_pid_stat(5).
constexpr std::size_t kUserTicks = 14 - 3;
constexpr std::size_t kSystemTicks = 15 - 3;
constexpr std::size_t kStartTicks = 22 - 3;
constexpr std::size_t kVirtualBytes = 23 - 3;
constexpr std::size_t kResidentPages = 24 - 3;

void appendStat(Families& out) {
    const auto stat = readProc("/proc/self/stat");
    const auto end = stat.rfind(')'); // the command itself may hold parentheses
    if (end == std::string::npos) {
        return;
    }
    const auto fields = std::string_view(stat).substr(end + 1);
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    append(out, "process_cpu_seconds_total", "CPU time that this process used, in user and in system mode.",
           FamilyType::kCounter, (numberAt(fields, kUserTicks) + numberAt(fields, kSystemTicks)) / ticks);
    append(out, "process_virtual_memory_bytes", "Address space of this process.", FamilyType::kGauge,
           numberAt(fields, kVirtualBytes));
    append(out, "process_resident_memory_bytes", "Memory of this process that is in RAM.", FamilyType::kGauge,
           numberAt(fields, kResidentPages) * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    const auto bootTime = numberAt(afterKey(readProc("/proc/stat", kMaxStatBytes), "\nbtime "), 0);
    append(out, "process_start_time_seconds", "When this process started, seconds since the Unix epoch.",
           FamilyType::kGauge, bootTime + numberAt(fields, kStartTicks) / ticks);
}

void appendNetwork(Families& out) {
    // Two lines: names, then values.
    const auto netstat = readProc("/proc/self/net/netstat");
    const auto names = afterKey(netstat, "IpExt:");
    const auto values = afterKey(names, "IpExt:");
    const auto nameLine = names.substr(0, names.find('\n'));
    for (std::size_t i = 0; !values.empty(); ++i) {
        const auto name = wordAt(nameLine, i);
        if (name.empty()) {
            return;
        }
        if (name == "InOctets") {
            append(out, "process_network_receive_bytes_total",
                   "Bytes received in the network namespace of this process.", FamilyType::kCounter,
                   numberAt(values, i));
        } else if (name == "OutOctets") {
            append(out, "process_network_transmit_bytes_total", "Bytes sent in the network namespace of this process.",
                   FamilyType::kCounter, numberAt(values, i));
        }
    }
}

} // namespace

void appendProcessMetrics(Families& out) {
    appendStat(out);
    if (const auto files = openFiles()) {
        append(out, "process_open_fds", "File descriptors that this process has open.", FamilyType::kGauge,
               static_cast<double>(*files));
    }
    append(out, "process_max_fds", "File descriptors that this process may open at most.", FamilyType::kGauge,
           limitOf(RLIMIT_NOFILE));
    append(out, "process_virtual_memory_max_bytes", "Address space that this process may use at most.",
           FamilyType::kGauge, limitOf(RLIMIT_AS));
    appendNetwork(out);
}

} // namespace hearth::instrument

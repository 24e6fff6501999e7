// SPDX-License-Identifier: GPL-3.0-or-later
// Room on mounted file systems (node_exporter: collector "filesystem").
#include <set>
#include <tuple>

#include "hostmetrics/collectors.h"
#include "hostmetrics/mount_table.h"
#include "hostmetrics/mount_usage.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::string_view kDefaultMountPointsExclude =
    R"((/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/.*)))";
constexpr std::string_view kDefaultTypesExclude =
    "(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|"
    "proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)";

class FilesystemCollector final : public Collector {
  public:
    explicit FilesystemCollector(const HostMetricsOptions& options)
        : m_initMounts(options.procfs + "/1/mountinfo")
        , m_ownMounts(options.procfs + "/self/mountinfo")
        , m_root(options.rootfs)
        , m_mountPointsExclude(patternOr(options.mountPointsExclude, kDefaultMountPointsExclude))
        , m_typesExclude(patternOr(options.fileSystemTypesExclude, kDefaultTypesExclude))
        , m_usage(options.mountTimeout) {}

    Result<void> collect(Samples& out) override {
        const auto mounts = HEARTH_TRY(wantedMounts());
        std::vector<std::string> paths;
        for (const auto& mount : mounts) {
            paths.push_back(m_root == "/" ? mount.mountPoint : m_root + mount.mountPoint);
        }
        const auto usages = m_usage.read(paths);
        for (std::size_t i = 0; i < mounts.size(); ++i) {
            add(out, mounts[i], usages[i]);
        }
        return {};
    }

  private:
    Result<std::vector<Mount>> wantedMounts() {
        auto text = m_initMounts.read();
        if (!text) { // not ours to read, or another pid namespace
            text = m_ownMounts.read();
        }
        auto mounts = parseMountTable(HEARTH_TRY(std::move(text)));
        std::set<std::tuple<std::string, std::string, std::string>> seen;
        std::erase_if(mounts, [&](Mount& mount) {
            mount.mountPoint = withoutRoot(mount.mountPoint);
            return m_mountPointsExclude.matches(mount.mountPoint) || m_typesExclude.matches(mount.fileSystemType) ||
                   !seen.emplace(mount.device, mount.mountPoint, mount.fileSystemType).second;
        });
        return mounts;
    }

    /// Mount points are named as the machine itself sees them, not by where they are for this process.
    std::string withoutRoot(const std::string& path) const {
        if (m_root == "/" || !path.starts_with(m_root)) {
            return path;
        }
        return path.size() == m_root.size() ? "/" : path.substr(m_root.size());
    }

    static void add(Samples& out, const Mount& mount, const Result<MountUsage>& usage) {
        const instrument::LabelPairs labels = {{"device", mount.device},
                                               {"device_error", usage ? "" : usage.error().message()},
                                               {"fstype", mount.fileSystemType},
                                               {"mountpoint", mount.mountPoint}};
        out.gauge("node_filesystem_device_error", "Whether the file system could not be asked.", usage ? 0 : 1, labels);
        out.gauge("node_filesystem_readonly", "Whether the file system is read-only.", mount.isReadOnly ? 1 : 0,
                  labels);
        if (!usage) {
            return;
        }
        out.gauge("node_filesystem_size_bytes", "Size of the file system.", usage->sizeBytes, labels);
        out.gauge("node_filesystem_free_bytes", "Free room on the file system.", usage->freeBytes, labels);
        out.gauge("node_filesystem_avail_bytes", "Free room for users other than root.", usage->availableBytes, labels);
        out.gauge("node_filesystem_files", "Files that the file system can hold.", usage->files, labels);
        out.gauge("node_filesystem_files_free", "Files that it can hold in addition.", usage->filesFree, labels);
        out.gauge("node_filesystem_mount_info", "Device numbers of the file system.", 1,
                  {{"device", mount.device},
                   {"major", mount.major},
                   {"minor", mount.minor},
                   {"mountpoint", mount.mountPoint}});
    }

    ProcFile m_initMounts;
    ProcFile m_ownMounts;
    const std::string m_root;
    const model::Regex m_mountPointsExclude;
    const model::Regex m_typesExclude;
    MountUsageReader m_usage;
};

} // namespace

std::unique_ptr<Collector> makeFilesystemCollector(const HostMetricsOptions& options) {
    return std::make_unique<FilesystemCollector>(options);
}

} // namespace hearth::hostmetrics

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "hostmetrics/mount_table.h"
#include "hostmetrics/mount_usage.h"

using namespace hearth;
using namespace hearth::hostmetrics;
using namespace std::chrono_literals;

namespace {

/// Mount points that do not answer until released.
class HangingMounts {
  public:
    Result<MountUsage> read(const std::string& path) {
        std::unique_lock lock(m_mutex);
        ++m_calls;
        m_released.wait(lock, [&] { return m_isReleased || !path.starts_with("/hangs"); });
        return MountUsage{.sizeBytes = 1};
    }
    void release() {
        const std::lock_guard lock(m_mutex);
        m_isReleased = true;
        m_released.notify_all();
    }
    int calls() {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_released;
    bool m_isReleased = false;
    int m_calls = 0;
};

} // namespace

class TestMounts : public QObject {
    Q_OBJECT

  private slots:
    void aMountThatHangsDoesNotHoldUpTheRest() {
        const auto mounts = std::make_shared<HangingMounts>();
        MountUsageReader reader(50ms, [mounts](const std::string& path) { return mounts->read(path); });
        const auto usages = reader.read({"/a", "/hangs", "/b"});
        QVERIFY(usages[0].has_value());
        QVERIFY(usages[2].has_value());
        QCOMPARE(usages[1].error().code(), ErrorCode::kTimeout);
        QCOMPARE(usages[1].error().message(), std::string("mountpoint timeout"));

        QVERIFY(!reader.read({"/hangs"})[0].has_value());
        QCOMPARE(mounts->calls(), 3); // it was not asked a second time

        mounts->release();
        QTRY_VERIFY(reader.read({"/hangs"})[0].has_value());
    }

    void aThreadInTheKernelDoesNotHoldUpTheEnd() {
        const auto mounts = std::make_shared<HangingMounts>();
        {
            MountUsageReader reader(10ms, [mounts](const std::string& path) { return mounts->read(path); });
            QVERIFY(!reader.read({"/hangs"})[0].has_value());
        }
        mounts->release();
    }

    void theRootFileSystemHasASize() {
        const auto usage = statMount("/");
        QVERIFY(usage.has_value());
        QVERIFY(usage->sizeBytes >= usage->freeBytes);
        QCOMPARE(statMount("/no such place").error().message(), std::string("No such file or directory"));
    }

    void theMountTableIsRead() {
        const auto mounts = parseMountTable("36 35 98:0 / /mnt\\0401 rw,noatime master:1 shared:2 - ext3 /dev/r rw\n"
                                            "nonsense\n"
                                            "37 35 0:5 / /ro ro - tmpfs tmp\\011fs rw\n"
                                            "38 35 0:6 / /x rw - vfat /dev/x rw,ro\n");
        QCOMPARE(mounts.size(), std::size_t(3));
        QCOMPARE(mounts[0].mountPoint, std::string("/mnt 1"));
        QCOMPARE(mounts[0].major, std::string("98"));
        QCOMPARE(mounts[0].fileSystemType, std::string("ext3"));
        QVERIFY(!mounts[0].isReadOnly);
        QCOMPARE(mounts[1].device, std::string("tmp\tfs"));
        QVERIFY(mounts[1].isReadOnly);
        QVERIFY(mounts[2].isReadOnly);
    }

    void aCutMountTableIsNeverACrash() {
        const std::string text = "36 35 98:0 / /mnt\\040 rw,noatime master:1 - ext3 /dev/r\\011 rw\n";
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const std::vector<char> exact(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
            parseMountTable({exact.data(), exact.size()});
        }
    }
};

QTEST_GUILESS_MAIN(TestMounts)
#include "test_mounts.moc"

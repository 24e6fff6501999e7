// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/random.h"

namespace hearth::tests {

/// The bytes of one file as programs see them (the page cache), and as much of the past as it takes to say what a disk
/// may hold of them when the power goes.
///
/// Only what sync() covered is certain. Of everything else each page is there as it was at the last sync or as it is
/// now, independently of all other pages and of the size; a page that was never written reads as zeros where the size
/// reaches behind it.
/// Cost: appending is amortised constant a byte; sync() costs what was overwritten in place, never the size.
/// Threads: thread-compatible.
class FakeFileBytes {
  public:
    static constexpr std::size_t kPage = 4096;
    static constexpr std::size_t kSector = 512; ///< What a disk writes whole or not at all.

    /// Holds the memory of what it shows; see view().
    using Buffer = std::shared_ptr<std::vector<std::byte>>;

    FakeFileBytes();

    std::uint64_t size() const { return m_size; }
    std::span<const std::byte> bytes() const { return {m_buffer->data(), static_cast<std::size_t>(m_size)}; }
    /// Keeps the bytes where they are, as a mapping does: overwriting shows through, growing does not.
    Buffer view() const { return m_buffer; }

    void append(std::span<const std::byte> bytes);
    /// Within the file.
    void overwrite(std::uint64_t offset, std::span<const std::byte> bytes);
    void truncate(std::uint64_t size);
    /// Changes what is in memory and on the disk, as a rotting disk does.
    void rot(std::uint64_t offset, std::span<const std::byte> bytes);

    void sync();
    /// A sync that failed: the system calls the pages clean all the same, so that no sync brings them to the disk until
    /// they are written anew. Linux: "fsyncgate".
    void failSync();
    /// Whether the next sync has nothing to do.
    bool isClean() const { return m_sizes.size() == 1 && m_old.empty(); }

    /// The power goes; of what was appended and not synced the first `keep` bytes survive.
    void losePower(std::size_t keep);
    /// The power goes; what survives of the unsynced is drawn.
    void losePower(const RandomSource& random);

  private:
    void reserve(std::uint64_t size);
    void write(std::uint64_t offset, std::span<const std::byte> bytes);
    /// Keeps what the disk holds of the pages in [begin, end), which are about to change.
    void keepOld(std::uint64_t begin, std::uint64_t end);
    void noteSize();
    std::set<std::uint64_t> dirtyPages() const;
    std::string durablePage(std::uint64_t page) const;
    std::string drawPage(std::uint64_t page, std::uint64_t floor, unsigned newInEight,
                         const RandomSource& random) const;
    void become(std::vector<std::byte> bytes);

    Buffer m_buffer; ///< At least m_size bytes.
    std::uint64_t m_size = 0;
    /// The sizes since the last sync, the durable one first; a run of growth is one entry.
    std::vector<std::uint64_t> m_sizes{0};
    std::map<std::uint64_t, std::string> m_old; ///< Durable contents of pages that were changed in place or cut off.
    std::set<std::uint64_t> m_forgotten;        ///< Pages that look clean and are not on the disk.
};

} // namespace hearth::tests

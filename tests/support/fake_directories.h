// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.h"
#include "support/fake_file_bytes.h"

namespace hearth::tests {

/// A file or a directory, apart from its names.
struct FakeNode {
    using Entries = std::map<std::string, std::shared_ptr<FakeNode>, std::less<>>;

    explicit FakeNode(bool directory)
        : isDirectory(directory) {}

    const bool isDirectory;
    Entries entries; ///< Of a directory, as programs see them.
    Entries durable; ///< Of a directory, as the disk has them for certain.
    std::size_t links = 0;
    FakeFileBytes bytes; ///< Of a file.
};
using FakeNodePtr = std::shared_ptr<FakeNode>;

/// The tree of names, and as much of its past as it takes to say what a disk may hold of it when the power goes.
///
/// A change of an entry is certain once the directory was synced. Until then it may be lost or not, apart from all
/// others, with two limits that every journaling file system keeps: changes of one name happen in their order, and a
/// rename happens whole (a synced rename takes both directories with it).
/// Paths are absolute. Threads: thread-compatible.
class FakeDirectories {
  public:
    FakeDirectories();

    FakeNodePtr find(std::string_view path) const;
    /// The directory that holds the last part of `path`; nothing where there is none.
    FakeNodePtr parentOf(std::string_view path) const;

    /// The parent must exist. A file at `path` is replaced.
    void add(std::string_view path, FakeNodePtr node);
    void remove(std::string_view path);
    void rename(std::string_view from, std::string_view to);
    void sync(const FakeNodePtr& directory);

    /// The power goes; what is not certain is lost.
    void losePower();
    /// The power goes; what survives of the uncertain is drawn.
    void losePower(const RandomSource& random);
    /// Calls `visit` once for each file that has a name.
    void forEachFile(const std::function<void(FakeNode&)>& visit) const;

  private:
    struct Edit {
        FakeNodePtr directory;
        std::string name;
        FakeNodePtr node; ///< Nothing: the entry goes.
    };
    using Change = std::vector<Edit>; ///< One or two, which happen together.
    using Name = std::pair<FakeNode*, std::string>;

    void apply(Change change);
    /// Makes the chosen changes durable, together with the earlier ones they depend on. Asked newest first.
    void persist(const std::function<bool(const Change&)>& chosen);
    void fallBack();

    const FakeNodePtr m_root;
    std::list<Change> m_pending; ///< In the order in which they were made.
};

} // namespace hearth::tests

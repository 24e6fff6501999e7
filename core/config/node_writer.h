// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/document.h"

namespace hearth::config {

/// Writes parsed YAML back as block YAML, as it was written but for comments, layout and secrets: those stand as
/// `<secret>` (`https://<secret>` under `url`), and passwords in URLs as `xxxxx`. Secrets are the keys that are named,
/// and below `http_config`, `tls_config` and their like what is secret in those. Threads: thread-compatible.
class NodeWriter {
  public:
    using Keys = std::span<const std::string_view>;

    /// `key: value`, where the value is YAML already.
    void line(std::string_view key, std::string_view value);
    /// `key:`, whose value follows.
    void key(std::string_view key);
    void texts(std::string_view key, const std::vector<std::string>& values);
    /// A key with all that stands below it.
    void entry(const yaml::Node& key, const yaml::Node& value, Keys secrets);
    /// All entries of a map.
    void entries(const yaml::Node& map, Keys secrets);

    /// What `body` writes stands one level deeper.
    void nest(const std::function<void()>& body);
    /// What `body` writes is one item of a list.
    void item(const std::function<void()>& body);
    /// What `body` writes stands in comments if `hidden`.
    void commented(bool hidden, const std::function<void()>& body);

    std::string take() { return std::move(m_out); }

  private:
    void begin();
    void value(const yaml::Node& node, Keys secrets);
    void list(const yaml::Node& node, Keys secrets);
    void scalar(const yaml::Node& node);

    std::string m_out;
    std::size_t m_indent = 0;
    bool m_firstOfItem = false; ///< The next line stands behind its item's dash.
    bool m_masked = false;      ///< All scalars here are secret.
    bool m_address = false;     ///< Of a secret the scheme is shown.
    bool m_transport = false;   ///< Inside a section that says how to connect.
};

} // namespace hearth::config

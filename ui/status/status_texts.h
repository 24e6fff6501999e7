// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <optional>
#include <vector>

#include "datasource/storage_types.h"
#include "datasource/types.h"
#include "status/facts_view.h"

namespace hearth::ui {

/// What the Status page knows; a part the server does not offer is unset.
struct ServerStatus {
    std::optional<datasource::BuildFacts> build;
    std::optional<datasource::RuntimeFacts> runtime;
    std::optional<datasource::TsdbStatus> tsdb;
    std::vector<datasource::BlockFacts> blocks;
    std::vector<datasource::StorageDamage> damages;
    datasource::Facts flags;
    std::string configYaml;
};

/// Turns a server's status into rows of name and value.
/// Threads: thread-safe.
class StatusTexts {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::StatusTexts)

  public:
    static std::vector<FactsView::Group> server(const ServerStatus& status, bool utc);
    static std::vector<FactsView::Group> storage(const ServerStatus& status, bool utc);
    /// One sentence about what is damaged; empty where nothing is.
    static QString damage(const ServerStatus& status);
    /// The times of the samples that are in no block yet.
    static std::optional<model::TimeRange> headRange(const ServerStatus& status);
    static std::vector<FactsView::Group> flags(const ServerStatus& status);

  private:
    static FactsView::Group build(const datasource::BuildFacts& facts);
    static FactsView::Group runtime(const datasource::RuntimeFacts& facts, bool utc);
    static FactsView::Group damages(const std::vector<datasource::StorageDamage>& damages);
    static FactsView::Group blocks(const std::vector<datasource::BlockFacts>& blocks, bool utc);
    static FactsView::Group head(const datasource::TsdbStatus& status, bool utc);
};

} // namespace hearth::ui

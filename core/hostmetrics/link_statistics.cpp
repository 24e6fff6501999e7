// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/link_statistics.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace hearth::hostmetrics {
namespace {

constexpr std::size_t kReceiveBytes = 64 * 1024;
/// The kernel answers at once; this only keeps a fault from hanging the caller.
constexpr timeval kTimeout{.tv_sec = 1, .tv_usec = 0};

struct Request {
    nlmsghdr header;
    ifinfomsg message;
};

class NetlinkSocket {
  public:
    NetlinkSocket()
        : m_socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE)) {}
    ~NetlinkSocket() {
        if (m_socket >= 0) {
            ::close(m_socket);
        }
    }
    NetlinkSocket(const NetlinkSocket&) = delete;
    NetlinkSocket& operator=(const NetlinkSocket&) = delete;

    Result<void> askForLinks() const {
        Request request{};
        request.header.nlmsg_len = sizeof(request);
        request.header.nlmsg_type = RTM_GETLINK;
        request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
        request.message.ifi_family = AF_UNSPEC;
        if (m_socket < 0 || ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &kTimeout, sizeof(kTimeout)) != 0 ||
            ::send(m_socket, &request, sizeof(request), 0) < 0) {
            return std::unexpected(Error::fromErrno("ask for network devices", errno));
        }
        return {};
    }

    Result<std::size_t> receive(char* buffer, std::size_t size) const {
        const auto count = ::recv(m_socket, buffer, size, 0);
        if (count < 0) {
            return std::unexpected(Error::fromErrno("list network devices", errno));
        }
        return static_cast<std::size_t>(count);
    }

  private:
    const int m_socket;
};

Link linkOf(const nlmsghdr* header) {
    Link link;
    const auto* message = static_cast<const ifinfomsg*>(NLMSG_DATA(header));
    auto left = static_cast<int>(IFLA_PAYLOAD(header));
    for (const rtattr* attribute = IFLA_RTA(message); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        const auto* const data = static_cast<const char*>(RTA_DATA(attribute));
        const std::size_t size = RTA_PAYLOAD(attribute);
        if (attribute->rta_type == IFLA_IFNAME) {
            link.device.assign(data, ::strnlen(data, size));
        } else if (attribute->rta_type == IFLA_STATS64) { // older kernels know fewer counters
            std::memcpy(&link.counters, data, std::min(size, sizeof(link.counters)));
        }
    }
    return link;
}

} // namespace

Result<std::vector<Link>> readLinks() {
    const NetlinkSocket socket;
    HEARTH_TRY(socket.askForLinks());
    std::vector<Link> links;
    alignas(nlmsghdr) std::array<char, kReceiveBytes> buffer;
    while (true) {
        auto left = HEARTH_TRY(socket.receive(buffer.data(), buffer.size()));
        const auto* header = reinterpret_cast<const nlmsghdr*>(buffer.data());
        for (; NLMSG_OK(header, left); header = NLMSG_NEXT(header, left)) {
            if (header->nlmsg_type == NLMSG_DONE) {
                return links;
            }
            if (header->nlmsg_type == NLMSG_ERROR) {
                return fail(ErrorCode::kIo, "the kernel refused to list network devices");
            }
            if (header->nlmsg_type == RTM_NEWLINK) {
                links.push_back(linkOf(header));
            }
        }
    }
}

} // namespace hearth::hostmetrics

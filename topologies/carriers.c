#include "topologies/carriers.h"

#include <stddef.h>

#define NA CARRIERS_NORTH_AMERICA
#define EU CARRIERS_EUROPE
#define AP CARRIERS_ASIA_PACIFIC
#define LA CARRIERS_LATIN_AMERICA
#define AF CARRIERS_AFRICA

const struct carriers_network carriers_known[] = {
    {3356, "Level 3", NA, CARRIERS_CLIQUE, 21},
    {174, "Cogent", NA, CARRIERS_CLIQUE, 19},
    {7018, "AT&T", NA, CARRIERS_CLIQUE, 14},
    {701, "Verizon", NA, CARRIERS_CLIQUE, 11},
    {3549, "Global Crossing", NA, CARRIERS_CLIQUE, 9},
    {209, "Qwest", NA, CARRIERS_CLIQUE, 8},
    {1239, "Sprint", NA, CARRIERS_CLIQUE, 6},
    {2828, "XO", NA, CARRIERS_CLIQUE, 5},
    {6461, "AboveNet", NA, CARRIERS_CLIQUE, 5},
    {3257, "Tinet", EU, CARRIERS_CLIQUE, 5},
    {2914, "NTT", AP, CARRIERS_CLIQUE, 4},
    {1299, "TeliaSonera", EU, CARRIERS_CLIQUE, 4},
    {6453, "Tata", AP, CARRIERS_CLIQUE, 3},
    {3320, "Deutsche Telekom", EU, CARRIERS_CLIQUE, 3},
    {3561, "Savvis", NA, CARRIERS_CLIQUE, 2},
    {6762, "Seabone", EU, CARRIERS_CLIQUE, 1},
    {5511, "OpenTransit", EU, CARRIERS_CLIQUE, 1},
    /* Other large networks of the time. */
    {4323, "tw telecom", NA, CARRIERS_TRANSIT, 5},
    {6939, "Hurricane Electric", NA, CARRIERS_TRANSIT, 4},
    {577, "Bell Canada", NA, CARRIERS_TRANSIT, 3},
    {12389, "Rostelecom", EU, CARRIERS_TRANSIT, 4},
    {20485, "TransTeleCom", EU, CARRIERS_TRANSIT, 4},
    {8928, "Interoute", EU, CARRIERS_TRANSIT, 4},
    {9002, "RETN", EU, CARRIERS_TRANSIT, 3},
    {1273, "Cable & Wireless", EU, CARRIERS_TRANSIT, 4},
    {6830, "UPC", EU, CARRIERS_TRANSIT, 3},
    {286, "KPN", EU, CARRIERS_TRANSIT, 4},
    {12956, "Telefonica", EU, CARRIERS_TRANSIT, 3},
    {4766, "Korea Telecom", AP, CARRIERS_TRANSIT, 4},
    {3491, "PCCW", AP, CARRIERS_TRANSIT, 4},
    {2497, "IIJ", AP, CARRIERS_TRANSIT, 3},
    {7473, "SingTel", AP, CARRIERS_TRANSIT, 2},
    {4134, "China Telecom", AP, CARRIERS_TRANSIT, 2},
    {1221, "Telstra", AP, CARRIERS_TRANSIT, 3},
    {4230, "Embratel", LA, CARRIERS_TRANSIT, 4},
    {7738, "Telemar", LA, CARRIERS_TRANSIT, 2},
    {8151, "Uninet", LA, CARRIERS_TRANSIT, 2},
    {3741, "Internet Solutions", AF, CARRIERS_TRANSIT, 2},
    {5713, "Telkom SA", AF, CARRIERS_TRANSIT, 2},
    {15169, "Google", NA, CARRIERS_CONTENT, 0},
    {20940, "Akamai", NA, CARRIERS_CONTENT, 0},
    {16509, "Amazon", NA, CARRIERS_CONTENT, 0},
    /* Named in reports of 7 November 2011. */
    {4436, "nLayer", NA, CARRIERS_TRANSIT, 1},
    {7843, "Time Warner Cable", NA, CARRIERS_TRANSIT, 1},
    {18705, "Research In Motion", NA, CARRIERS_CONTENT, 0},
    {4589, "Easynet", EU, CARRIERS_TRANSIT, 1},
    {8218, "Neo Telecoms", EU, CARRIERS_TRANSIT, 1},
    {12513, "Eclipse Internet", EU, CARRIERS_STUB, 0},
    {9304, "HGC Global Communications", AP, CARRIERS_TRANSIT, 1},
    {0, NULL, NA, CARRIERS_STUB, 0},
};

const char *const carriers_region_name[] = {"North America", "Europe", "Asia Pacific", "Latin America", "Africa", NULL};

#include "topologies/growth/carriers.h"

#include <math.h>
#include <stddef.h>

#define ALWAYS 1998, 2025
#define NEVER 0, 0

const struct carriers_network carriers_known[] = {
    /* Transit-free at some time. 8075, 293 and 1668 are what inference made of the maps of 2009 and 2010. */
    {3356, "Level 3", "US", 1999, 2025, 2000, 2025, {41, 41}, {1.5, 1.5}},
    {174, "Cogent", "US", ALWAYS, 2005, 2025, {38, 44}, {3, 1.3}},
    {7018, "AT&T", "US", ALWAYS, 1998, 2025, {36, 20}, {0.9, 0.7}},
    {701, "Verizon", "US", ALWAYS, 1998, 2025, {32, 10}, {0.9, 0.5}},
    {209, "Qwest", "US", ALWAYS, 2000, 2025, {22, 15}, {1.4, 1.1}},
    {1239, "Sprint", "US", ALWAYS, 1998, 2025, {22, 3.2}, {1.1, 0.8}},
    {3549, "Global Crossing", "US", ALWAYS, 1998, 2013, {21, 21}, {1.8, 1.5}},
    {2828, "XO", "US", ALWAYS, 2008, 2025, {12, 8.3}, {1.2, 1}},
    {6461, "AboveNet", "US", ALWAYS, 2008, 2025, {10, 13}, {2, 2.6}},
    {3257, "Tinet", "DE", ALWAYS, 2011, 2025, {9, 13}, {1.5, 0.9}},
    {2914, "NTT", "US", ALWAYS, 1998, 2025, {8.4, 13.7}, {3, 1.3}},
    {1299, "TeliaSonera", "SE", ALWAYS, 2008, 2025, {8.1, 13.7}, {1.6, 0.8}},
    {6453, "Tata", "CA", ALWAYS, 2008, 2025, {7.6, 5.8}, {2, 0.8}},
    {3320, "Deutsche Telekom", "DE", ALWAYS, 2011, 2025, {7, 4.4}, {1, 1}},
    {3561, "Savvis", "US", ALWAYS, 1998, 2013, {6.2, 1}, {0.9, 0.8}},
    {6830, "UPC", "AT", ALWAYS, 2018, 2025, {3.5, 5.2}, {2, 0.7}},
    {3491, "PCCW", "HK", ALWAYS, 2018, 2025, {4.4, 4.2}, {2, 2.2}},
    {286, "KPN", "NL", ALWAYS, 2013, 2025, {3.1, 1.5}, {3, 2.8}},
    {6762, "Seabone", "IT", ALWAYS, 2011, 2025, {2.4, 3.2}, {1.5, 1}},
    {5511, "OpenTransit", "FR", ALWAYS, 2005, 2025, {1.9, 1.2}, {1, 0.6}},
    {12956, "Telefonica", "ES", 2000, 2025, 2013, 2025, {1.5, 1.5}, {2, 2.2}},
    {1, "Genuity", "US", 1998, 2005, 1998, 2003, {12, 1}, {2, 1}},
    {1673, "ANS", "US", 1998, 2000, 1998, 1999, {5, 1}, {2, 1}},
    {4200, "AGIS", "US", 1998, 2000, 1998, 1999, {5, 1}, {2, 1}},
    {293, "ESnet", "US", ALWAYS, 2010, 2010, {0.6, 0.5}, {2, 2}},
    {1668, "AOL Transit Data Network", "US", ALWAYS, 2010, 2010, {0.5, 0.3}, {1, 1}},
    {8075, "Microsoft", "US", 2000, 2025, 2009, 2009, {0.1, 0.1}, {2.5, 3}},
    /* Other large networks. */
    {4323, "tw telecom", "US", ALWAYS, NEVER, {18, 0.4}, {4, 33}},
    {8220, "COLT", "GB", ALWAYS, NEVER, {7.8, 6.1}, {4, 24}},
    {702, "Verizon Europe", "GB", ALWAYS, NEVER, {7.1, 2}, {2, 1}},
    {12389, "Rostelecom", "RU", 2000, 2025, NEVER, {7, 7.1}, {18, 10}},
    {20485, "TransTeleCom", "RU", 2001, 2025, NEVER, {6.2, 5.3}, {9, 10}},
    {8928, "Interoute", "GB", ALWAYS, NEVER, {5.9, 3.2}, {9, 10}},
    {4766, "Korea Telecom", "KR", ALWAYS, NEVER, {5.2, 3.8}, {1, 1}},
    {3786, "LG Dacom", "KR", ALWAYS, NEVER, {4.8, 2.8}, {1, 1}},
    {3216, "Golden Telecom", "RU", ALWAYS, NEVER, {4.7, 6.2}, {9, 10}},
    {6128, "Cablevision", "US", ALWAYS, NEVER, {4.3, 3.6}, {1.1, 0.5}},
    {10026, "Pacnet", "HK", ALWAYS, NEVER, {4.1, 2}, {6, 6}},
    {22773, "Cox", "US", 2001, 2025, NEVER, {3.7, 4.2}, {1, 1}},
    {5617, "TP", "PL", ALWAYS, NEVER, {3.3, 2.6}, {1, 1}},
    {4755, "Tata India", "IN", ALWAYS, NEVER, {3.2, 5}, {0.5, 0.5}},
    {9498, "Bharti Airtel", "IN", 2000, 2025, NEVER, {2.9, 6.6}, {1, 4}},
    {2516, "KDDI", "JP", ALWAYS, NEVER, {2.9, 2}, {2, 3}},
    {2497, "IIJ", "JP", ALWAYS, NEVER, {2, 2}, {4, 6}},
    {6939, "Hurricane Electric", "US", ALWAYS, NEVER, {2.8, 9.9}, {34, 95}},
    {9002, "RETN", "GB", 2001, 2025, NEVER, {2.3, 6}, {39, 11}},
    {1273, "Cable & Wireless", "GB", ALWAYS, NEVER, {2.6, 2}, {3.5, 1.4}},
    {3303, "Swisscom", "CH", ALWAYS, NEVER, {1.7, 1.2}, {12, 5}},
    {13030, "Init7", "CH", 2000, 2025, NEVER, {1.2, 0.8}, {30, 15}},
    {8492, "OBIT", "RU", 2000, 2025, NEVER, {0.5, 0.4}, {21, 35}},
    {24482, "SG.GS", "SG", 2012, 2025, NEVER, {0.1, 0.2}, {1, 57}},
    {49544, "i3D.net", "NL", 2012, 2025, NEVER, {0.1, 0.2}, {1, 60}},
    {199524, "G-Core", "LU", 2014, 2025, NEVER, {0.1, 0.2}, {1, 55}},
    {39120, "Convergenze", "IT", 2008, 2025, NEVER, {0.1, 0.1}, {1, 50}},
    {1828, "Unitas", "US", 2008, 2025, NEVER, {0.3, 0.5}, {1, 48}},
    {35280, "Acorus", "FR", 2008, 2025, NEVER, {0.3, 0.4}, {1, 45}},
    {577, "Bell Canada", "CA", ALWAYS, NEVER, {1.6, 1.9}, {0.8, 1.2}},
    {7922, "Comcast", "US", 2004, 2025, NEVER, {0.9, 0.9}, {0.7, 0.8}},
    {7473, "SingTel", "SG", ALWAYS, NEVER, {1.5, 1.5}, {2, 2}},
    {4134, "China Telecom", "CN", ALWAYS, NEVER, {1.2, 1.2}, {1, 1}},
    {4788, "TM Net", "MY", ALWAYS, NEVER, {0.6, 0.6}, {2, 5}},
    {1221, "Telstra", "AU", ALWAYS, NEVER, {2, 2.7}, {1, 1}},
    {4230, "Embratel", "BR", ALWAYS, NEVER, {2.5, 2}, {1, 1}},
    {7738, "Telemar", "BR", ALWAYS, NEVER, {1, 1.5}, {1, 1}},
    {8151, "Uninet", "MX", ALWAYS, NEVER, {1.5, 1.5}, {0.5, 0.5}},
    {3741, "Internet Solutions", "ZA", ALWAYS, NEVER, {1.5, 1}, {1, 3}},
    {37100, "SEACOM", "MU", 2010, 2025, NEVER, {0.2, 1}, {1, 29}},
    {15169, "Google", "US", 2001, 2025, NEVER, {0.1, 0.1}, {3.2, 3.1}},
    {20940, "Akamai", "NL", 2001, 2025, NEVER, {0, 0}, {2.9, 4}},
    {16509, "Amazon", "US", 2001, 2025, NEVER, {0, 0}, {0.7, 2.9}},
    {32934, "Facebook", "US", 2005, 2025, NEVER, {0, 0}, {1.8, 3.1}},
    {13335, "Cloudflare", "US", 2011, 2025, NEVER, {0, 0}, {1, 3.2}},
    /* Named in reports of 7 November 2011. */
    {4436, "nLayer", "US", ALWAYS, NEVER, {1, 0.02}, {2.7, 0.1}},
    {7843, "Time Warner Cable", "US", ALWAYS, NEVER, {0.3, 0.2}, {0.7, 0.4}},
    {18705, "Research In Motion", "CA", 2000, 2025, NEVER, {0, 0}, {0.1, 1.3}},
    {4589, "Easynet", "GB", ALWAYS, NEVER, {1, 0.1}, {19, 7}},
    {8218, "Neo Telecoms", "FR", ALWAYS, NEVER, {2, 2}, {3.3, 5.4}},
    {12513, "Eclipse Internet", "GB", 1999, 2025, NEVER, {0, 0}, {0.9, 0.1}},
    {9304, "HGC Global Communications", "HK", ALWAYS, NEVER, {1.5, 1.5}, {5, 17}},
    /* In other incidents: an AS path of 252 hops in February 2009, attribute 99 in August 2010, 20 May 2025. */
    {47868, "SuproNet", "CZ", 2008, 2025, NEVER, {0, 0}, {0.12, 0.1}},
    {25512, "CD-Telematika", "CZ", 2002, 2025, NEVER, {0.4, 0.4}, {1, 1}},
    {29113, "Sloane Park", "CZ", 2003, 2016, NEVER, {0.6, 0.5}, {0.9, 0.4}},
    {12654, "RIPE RIS", "NL", 1999, 2025, NEVER, {0, 0}, {0.45, 0.45}},
    {1103, "SURFnet", "NL", ALWAYS, NEVER, {0.2, 0.2}, {5.6, 20}},
    {20965, "GEANT", "NL", 2001, 2025, NEVER, {0.6, 0.5}, {0.3, 0.2}},
    {135338, "Starcloud", "HK", 2016, 2025, NEVER, {0, 0.02}, {0.1, 0.1}},
    {0, NULL, NULL, NEVER, NEVER, {0, 0}, {0, 0}},
};

const struct carriers_contract carriers_contracts[] = {
    {47868, 25512}, {47868, 29113}, {29113, 3356}, {29113, 3257}, {12654, 6453},  {12654, 2914}, {12654, 3356},
    {12654, 6461},  {12654, 6762},  {12654, 5511}, {12654, 286},  {12654, 1103},  {1103, 6453},  {1103, 3257},
    {1103, 20965},  {18705, 701},   {18705, 6453}, {18705, 7018}, {7843, 3356},   {7843, 6461},  {7843, 6453},
    {7843, 3549},   {4436, 3549},   {4436, 1299},  {4323, 1239},  {4323, 3549},   {4589, 1299},  {4589, 2914},
    {4589, 3549},   {8218, 5511},   {8218, 1299},  {12513, 3356}, {12513, 6461},  {9304, 6453},  {9304, 1299},
    {9304, 2914},   {9304, 3549},   {6939, 1299},  {6939, 3549},  {135338, 9304}, {0, 0},
};

const char *const carriers_region_name[] = {"North America", "Europe", "Asia Pacific", "Latin America", "Africa", NULL};

gboolean carriers_present(const struct carriers_network *network, uint32_t year) {
  return network->from <= year && year <= network->until;
}

gboolean carriers_in_clique(const struct carriers_network *network, uint32_t year) {
  return network->clique_from <= year && year <= network->clique_until;
}

double carriers_size(struct carriers_size size, uint32_t year) {
  double way = (CLAMP(year, 2010, 2018) - 2010) / 8.0;
  if (size.in_2010 == 0 || size.in_2018 == 0) return way < 0.5 ? size.in_2010 : size.in_2018;
  return size.in_2010 * pow(size.in_2018 / size.in_2010, way);
}

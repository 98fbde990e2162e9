/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.model.store;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A network of the catalogue.
 *
 * @param name what users call it, in lower case: {@code model=NAME}
 * @param description one sentence
 * @param licence of the weights
 * @param homepage where to read more
 * @param origin where it can be downloaded; empty where it cannot
 * @param remedy how to get it where it cannot be downloaded
 * @param tried whether this project ever ran this very file
 * @param graph the network's file or the SavedModel's folder inside the archive; empty: the only one
 *          that is there
 * @param labels a file of labels inside the archive, one a line; or empty
 * @param descriptor what else {@code gradiscope.yaml} is to say, by its keys
 */
public record CatalogueEntry(String name, String description, String licence, String homepage,
	Optional<Origin> origin, String remedy, boolean tried, String graph, String labels,
	Map<String, Object> descriptor) {

	/**
	 * Where a network is downloaded from.
	 *
	 * @param address by https or http
	 * @param sha256 in lower-case hexadecimal, or empty: unverified
	 * @param verifiedBy where the publisher has printed the checksum
	 * @param size in bytes, or 0 where nobody knows
	 */
	public record Origin(URI address, String sha256, String verifiedBy, long size) {

		/** Whether a publisher's checksum is known. */
		public boolean isVerified() {
			return !sha256.isEmpty();
		}
	}

	/** For people, for example {@code 49.9 MB}; empty where nobody knows. */
	public String size() {
		final long bytes = origin.map(Origin::size).orElse(0L);
		return bytes == 0 ? "" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
	}

	/** Name, size, address and licence in one line, for those who are asked. */
	public String terms() {
		return name + " (" + (size().isEmpty() ? "size unknown" : size()) + ", licence " + licence +
			") from " + origin.map(o -> o.address().toString()).orElse("nowhere");
	}
}

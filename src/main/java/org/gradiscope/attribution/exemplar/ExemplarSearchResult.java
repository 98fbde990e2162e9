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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found in many images.
 *
 * @param units of each its strongest places, the strongest first
 * @param images how many were searched
 * @param leftOut how many the network does not take
 * @param infinite how many of those searched have values that are no finite numbers
 */
public record ExemplarSearchResult(List<List<Exemplar>> units, int images, int leftOut,
	int infinite) {

	public ExemplarSearchResult {
		units = units.stream().map(List::copyOf).toList();
	}

	/** What is to be said, a sentence each. */
	public List<String> remarks(final Evidence evidence, final ExemplarOptions options) {
		final List<String> remarks = new ArrayList<>();
		if (leftOut > 0)
			remarks.add(leftOut + " images are left out, since the network does not take them.");
		if (infinite > 0) remarks.add("In " + infinite + " images some values of " + evidence.layer() +
			" are no finite numbers; these are left out.");
		for (int unit = 0; unit < units.size(); unit++)
			if (units.get(unit).size() < Math.min(options.count(), images))
				remarks.add(evidence.labels().get(unit) + " is over 0 in " +
					(units.get(unit).isEmpty() ? "none"
						: "only " + units.get(unit).size() + (options.onePerImage() ? "" : " places")) +
					" of " + images + " images.");
		return remarks;
	}
}

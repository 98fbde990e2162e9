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

package org.gradiscope.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;

/** What is measured of a network on images that it is not trained on. */
@FunctionalInterface
public interface Validation {

	/** The name of {@link #accuracy}. */
	String ACCURACY = "accuracy";

	/** By name, larger ones better; the first decides which weights are kept. */
	Map<String, Double> of(Network network);

	/** The share of images that a network takes for their class. */
	static Validation accuracy(final Examples heldOut) {
		return network -> Map.of(ACCURACY, right(network, heldOut).value());
	}

	/** This, and another's measures after it. */
	default Validation and(final Validation other) {
		return network -> {
			final Map<String, Double> all = new LinkedHashMap<>(of(network));
			other.of(network).forEach(all::putIfAbsent);
			return all;
		};
	}

	/** How many images a network takes for their class. */
	static Proportion right(final Network network, final Examples examples) {
		int right = 0;
		final int together = Batches.size(examples.images(), examples.count());
		for (int from = 0; from < examples.count(); from += together) {
			final int to = Math.min(from + together, examples.count());
			int at = from;
			for (final Prediction prediction : Prediction.of(network, examples.images().items(from, to)))
				if (prediction.best() == examples.classes()[at++]) right++;
		}
		return new Proportion(right, examples.count());
	}
}

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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.Pixels;

/** What is measured of a network on images that it is not trained on. */
@FunctionalInterface
public interface Validation {

	/** The name of {@link #accuracy}. */
	String ACCURACY = "accuracy";

	/** The name of what {@link #sureness} measures second. */
	String LIKELIHOOD = "likelihood";

	/** By name, in order, larger ones better; the first decides which weights are kept, and of equals the next. */
	Map<String, Double> of(Network network);

	/** The share of images that a network takes for their class. */
	static Validation accuracy(final Examples heldOut) {
		return network -> Map.of(ACCURACY, right(network, heldOut).value());
	}

	/**
	 * That share, and the likelihood of an image's class, 0..1: the geometric mean of the probabilities that the
	 * network gives to the true classes, {@code e^-loss}.
	 */
	static Validation sureness(final Examples heldOut) {
		return network -> {
			final List<Prediction> said = predictions(network, heldOut.images());
			double sum = 0;
			for (int n = 0; n < said.size(); n++)
				sum += logProbability(said.get(n).logits(), heldOut.classes()[n]);
			final Map<String, Double> measured = new LinkedHashMap<>();
			measured.put(ACCURACY, right(said, heldOut).value());
			measured.put(LIKELIHOOD, Math.exp(sum / said.size()));
			return measured;
		};
	}

	/** {@code z_k - log sum_j e^z_j}. */
	private static double logProbability(final float[] logits, final int of) {
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp((double) logit - logits[of]);
		return -Math.log(sum);
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
		return right(predictions(network, examples.images()), examples);
	}

	private static Proportion right(final List<Prediction> said, final Examples examples) {
		int right = 0;
		for (int n = 0; n < said.size(); n++)
			if (said.get(n).best() == examples.classes()[n]) right++;
		return new Proportion(right, said.size());
	}

	/** What a network says of each image. */
	static List<Prediction> predictions(final Network network, final Pixels images) {
		final List<Prediction> said = new ArrayList<>();
		final int together = Batches.size(images, images.count());
		for (int from = 0; from < images.count(); from += together)
			said.addAll(
				Prediction.of(network, images.items(from, Math.min(from + together, images.count()))));
		return said;
	}
}

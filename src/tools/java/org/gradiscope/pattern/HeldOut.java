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

package org.gradiscope.pattern;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;

/** How well a network does on fresh draws. */
final class HeldOut {

	private static final int BATCHES = 10;
	private static final int BATCH = 30;
	private static final int[] SIDES = { 32, 64, 128 };

	private HeldOut() {}

	/** The share that is right: in all at several sizes, and of each class at 64x64. */
	static Map<String, Object> measure(final Network network, final long seed) {
		final Map<String, Object> figures = new LinkedHashMap<>();
		figures.put("images-per-class", BATCHES * BATCH);
		for (final int side : SIDES)
			figures.put("accuracy-" + side, mean(perClass(network, side, seed, 0)));
		figures.put("accuracy-64-faint", mean(perClass(network, 64, seed, 1)));
		figures.put("accuracy-64-per-class", perClass(network, 64, seed, 0));
		return figures;
	}

	private static double mean(final Map<String, Double> shares) {
		return rounded(shares.values().stream().mapToDouble(Double::doubleValue).average().orElse(0));
	}

	private static Map<String, Double> perClass(final Network network, final int side,
		final long seed, final double faint) {
		final PatternBatches batches = new PatternBatches(seed, faint);
		final Map<String, Double> shares = new LinkedHashMap<>();
		for (final Pattern pattern : Pattern.values()) {
			final int[] targets = new int[BATCH];
			Arrays.fill(targets, pattern.ordinal());
			int right = 0;
			for (int i = 0; i < BATCHES; i++)
				for (final Prediction p : Prediction.of(network, batches.next(targets, side).images()))
					if (p.best() == pattern.ordinal()) right++;
			shares.put(pattern.label(), rounded((double) right / (BATCHES * BATCH)));
		}
		return shares;
	}

	private static double rounded(final double share) {
		return Math.round(share * 1e4) / 1e4;
	}
}

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

package org.gradiscope.attribution.check;

import java.util.SplittableRandom;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Meaning;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * By how much an objective drops when an image is changed at random, many times.
 *
 * @param predicted what the map says
 * @param actual what the network says
 */
record ScoreDrops(double[] predicted, double[] actual) {

	/** What is asked about: a map of one image, and the network and objective that it is of. */
	record CheckedMap(Network network, Pixels image, Objective objective, Tensor map,
		Meaning meaning) {}

	static ScoreDrops of(final CheckedMap checked, final InputPerturbation perturbation,
		final int samples, final long seed, final Progress progress) {
		final Pixels image = checked.image;
		AttributionMethod.requireOne(image);
		final SplittableRandom random = new SplittableRandom(seed);
		final double whole = checked.network.values(image, checked.objective)[0];
		final ScoreDrops drops = new ScoreDrops(new double[samples], new double[samples]);
		final int batch = Batches.size(image, samples);
		for (int first = 0; first < samples; first += batch) {
			progress.check();
			final int count = Math.min(batch, samples - first);
			final Tensor copies = Batches.empty(image, count);
			for (int n = 0; n < count; n++) {
				final InputPerturbation.PerturbedImage changed = perturbation.next(image, random);
				System.arraycopy(changed.values().data(), 0, copies.data(), n * changed.values().size(),
					changed.values().size());
				drops.predicted[first + n] = changed.predictedDrop(checked.map, checked.meaning, image);
			}
			final float[] values = checked.network.values(image.with(copies), checked.objective);
			for (int n = 0; n < count; n++)
				drops.actual[first + n] = whole - values[n];
			progress.report(first + count, samples, "change " + (first + count) + " of " + samples);
		}
		return drops;
	}
}

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

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * How far a map is from foretelling what a change of the image does (Yeh et al. 2019, "On the
 * (In)fidelity and Sensitivity of Explanations"):
 *
 * <pre>
 * E_I [(I^T a - (f(x) - f(x - I)))^2]
 * </pre>
 *
 * The paper scales each map first by the factor that makes this smallest, {@code b = E[I^T a (f(x) -
 * f(x - I))] / E[(I^T a)^2]}, since many methods do not tell the size of what they show.
 *
 * @param perturbation what the changes I are
 * @param samples how many, at least 1
 * @param seed of the changes
 */
public record Infidelity(InputPerturbation perturbation, int samples, long seed) {

	/**
	 * What was found.
	 *
	 * @param raw of the map as it is, in the objective's units squared
	 * @param factor the paper's scaling factor; 0 where the map foretells nothing
	 * @param scaled of the map times that factor
	 * @param relative the same over {@code E[(f(x) - f(x - I))^2]}: 0 where the map foretells all that
	 *          happens, 1 where it foretells nothing; 0 where nothing happens
	 */
	public record Result(double raw, double factor, double scaled, double relative) {}

	/** @throws IllegalArgumentException if there are no samples */
	public Infidelity {
		OptionRecords.require("Infidelity needs", samples >= 1, "samples of at least 1", samples);
	}

	/**
	 * Of a map of an image.
	 *
	 * @throws IllegalArgumentException if there are several images, or the perturbation does not fit the
	 *           map's meaning
	 */
	public Result of(final Tensor map, final Attribution.Meaning meaning, final Network network,
		final Pixels image, final Objective objective, final Progress progress) {
		return result(ScoreDrops.of(new ScoreDrops.CheckedMap(network, image, objective, map, meaning),
			perturbation, samples, seed, progress));
	}

	private static Result result(final ScoreDrops drops) {
		final double map = meanProduct(drops.predicted(), drops.predicted());
		final double both = meanProduct(drops.predicted(), drops.actual());
		final double network = meanProduct(drops.actual(), drops.actual());
		final double factor = map > 0 ? both / map : 0;
		final double scaled = Math.max(0, network - factor * both);
		return new Result(Math.max(0, map - 2 * both + network), factor, scaled,
			network > 0 ? scaled / network : 0);
	}

	private static double meanProduct(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++)
			sum += a[i] * b[i];
		return sum / a.length;
	}

	/**
	 * By how much an objective drops when an image is changed at random, many times.
	 *
	 * @param predicted what the map says
	 * @param actual what the network says
	 */
	record ScoreDrops(double[] predicted, double[] actual) {

		/** What is asked about: a map of one image, and the network and objective that it is of. */
		record CheckedMap(Network network, Pixels image, Objective objective, Tensor map,
			Attribution.Meaning meaning) {}

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
}

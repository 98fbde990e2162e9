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
package org.gradiscope.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Integrated gradients, expected over several baselines and estimated from random points of the way from
 * each (Lundberg &amp; Lee 2017, "A Unified Approach to Interpreting Model Predictions"; Erion et al.
 * 2019, "Expected gradients"):
 *
 * <pre>
 * a_i = mean_s (x_i - b_si) df(b_s + t_s (x - b_s)) / dx_i
 * </pre>
 *
 * with {@code b_s} drawn from the baselines and {@code t_s} from 0..1, so that the attributions sum to
 * {@code f(x)} less the mean of {@code f} over the baselines, but for what chance leaves. As captum has it
 * without noise.
 *
 * @param baselines at least one
 * @param samples how many gradients, at least 1
 * @param seed of the draws
 */
public record GradientShap(List<Baseline> baselines, int samples, long seed)
	implements AttributionMethod {

	/** @throws IllegalArgumentException if there is no baseline, or no sample */
	public GradientShap {
		baselines = List.copyOf(baselines);
		OptionRecords.require("gradient-shap needs", !baselines.isEmpty(), "a baseline at least",
			baselines.size());
		OptionRecords.require("gradient-shap needs", samples >= 1, "samples of at least 1", samples);
	}

	@Override
	public Attribution.Meaning meaning() {
		return Attribution.Meaning.CONTRIBUTION;
	}

	@Override
	public double forwardPasses(final ModelDescriptor network, final Pixels image) {
		return GRADIENT_PASSES * samples;
	}

	@Override
	public Attribution attribute(final Network network, final Pixels image, final Objective objective,
		final Progress progress) {
		AttributionMethod.requireOne(image);
		final List<Tensor> from = baselines.stream().map(baseline -> baseline.of(image)).toList();
		final double[] sums = new double[image.values().size()];
		final SplittableRandom random = new SplittableRandom(seed);
		final int batch = Batches.size(image, samples);
		for (int first = 0; first < samples; first += batch) {
			progress.check();
			final Draw[] draws = Arrays.stream(Batches.split(random, Math.min(batch, samples - first)))
				.map(source -> Draw.of(from, source)).toArray(Draw[]::new);
			add(network.evaluate(image.with(points(image, draws)), objective).gradient(), image, draws,
				sums);
			final int done = first + draws.length;
			progress.report(done, samples, "sample " + done + " of " + samples);
		}
		final Tensor map = Tensor.zeros(image.shape());
		for (int i = 0; i < sums.length; i++)
			map.data()[i] = (float) (sums[i] / samples);
		return new Attribution(map,
			IntegratedGradients.facts(Arrays.stream(sums).sum() / samples,
				network.values(image, objective)[0],
				mean(network.values(image.with(Tensor.batch(from)), objective))));
	}

	private static double mean(final float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
	}

	/** A point of the way from a baseline to the image. */
	private record Draw(Tensor baseline, double place) {

		static Draw of(final List<Tensor> baselines, final SplittableRandom random) {
			final int which = (int) (random.nextDouble() * baselines.size());
			return new Draw(baselines.get(which), random.nextDouble());
		}
	}

	private static Tensor points(final Pixels image, final Draw[] draws) {
		final Tensor points = Batches.empty(image, draws.length);
		final float[] x = image.values().data();
		IntStream.range(0, draws.length).parallel().forEach(n -> {
			final float[] b = draws[n].baseline().data();
			for (int i = 0; i < x.length; i++)
				points.data()[n * x.length + i] = (float) (b[i] + draws[n].place() * (x[i] - b[i]));
		});
		return points;
	}

	private static void add(final Tensor gradients, final Pixels image, final Draw[] draws,
		final double[] sums) {
		final float[] x = image.values().data();
		for (int n = 0; n < draws.length; n++) {
			final float[] b = draws[n].baseline().data();
			for (int i = 0; i < x.length; i++)
				sums[i] += (double) (x[i] - b[i]) * gradients.data()[n * x.length + i];
		}
	}

	@Override
	public String toString() {
		return "gradient-shap[baselines=" +
			baselines.stream().map(Baseline::toString).collect(Collectors.joining(";")) + ", samples=" +
			samples + ", seed=" + seed + "]";
	}
}

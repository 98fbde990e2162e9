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

package org.gradiscope.engine.tf.inspect;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;

/**
 * The kernels of a convolution, and what they make of pictures on average.
 *
 * @param form height, width, in, out
 * @param weights row by row
 */
record KernelStatistics(long[] form, double[] weights) {

	/** How alike pixels side by side, and the colours of one, are in photographs. */
	private static final double NEIGHBOURS = 0.9;
	private static final double COLOURS = 0.9;

	/** Fewer channels show nothing. */
	private static final int FEWEST = 4;
	/** Larger kernels would take long. */
	private static final int MOST_TAPS = 512;
	/** Of the usual variance: less is a dead channel. */
	private static final double DEAD = 1e-3;

	static Optional<KernelStatistics> of(final GraphTopology topology, final int number) {
		final Optional<long[]> form = FirstConvolution.constant(topology, number)
			.map(node -> Constants.shape(node).stream().mapToLong(Long::longValue).toArray())
			.filter(lengths -> lengths.length == 4);
		final Optional<double[]> weights = Constants.weights(topology, number);
		if (form.isEmpty() || weights.isEmpty()) return Optional.empty();
		final KernelStatistics kernels = new KernelStatistics(form.get(), weights.get());
		final double all = LongStream.of(form.get()).asDoubleStream().reduce(1, (a, b) -> a * b);
		return Optional.of(kernels).filter(
			known -> all == known.weights.length && known.count() >= FEWEST && known.taps() <= MOST_TAPS);
	}

	private int count() {
		return (int) form[3];
	}

	private int taps() {
		return (int) (form[0] * form[1] * form[2]);
	}

	/**
	 * The mean by least squares over the channels, in units of each one's own deviation; the spread by
	 * what each channel's deviation would be for pixels of deviation 1.
	 *
	 * @param bias one, or one for each channel
	 * @return nothing if the moments are those of an untrained network, or not of these kernels
	 */
	Optional<TrainingPixelStatistics> pixels(final String layer, final double[] bias,
		final BatchNormMoments moments) {
		final double[] gains = gains();
		final int[] alive = alive(moments, gains);
		if (alive.length < FEWEST || bias.length != 1 && bias.length != count() ||
			isConstant(moments.mean()) || isConstant(moments.variance())) return Optional.empty();
		double products = 0;
		double squares = 0;
		double targets = 0;
		for (final int channel : alive) {
			final double deviation = Math.sqrt(moments.variance()[channel]);
			final double sum = sum(channel) / deviation;
			final double target =
				(moments.mean()[channel] - bias[bias.length == 1 ? 0 : channel]) / deviation;
			products += sum * target;
			squares += sum * sum;
			targets += target * target;
		}
		final double mean = products / squares;
		final double residual = Math.max(0, targets - mean * products) / (alive.length - 1);
		final double[] spreads = IntStream.of(alive)
			.mapToDouble(channel -> Math.sqrt(moments.variance()[channel]) / gains[channel]).sorted()
			.toArray();
		return Optional.of(new TrainingPixelStatistics(layer, mean, Math.sqrt(residual / squares),
			spreads[spreads.length / 2],
			Math.sqrt(spreads[spreads.length * 3 / 4] / spreads[spreads.length / 4])));
	}

	private int[] alive(final BatchNormMoments moments, final double[] gains) {
		if (moments.variance().length != count()) return new int[0];
		final double usual = Arrays.stream(moments.variance()).sorted().toArray()[count() / 2];
		return IntStream.range(0, count())
			.filter(channel -> moments.variance()[channel] > usual * DEAD && gains[channel] > 0)
			.toArray();
	}

	private static boolean isConstant(final double[] values) {
		return DoubleStream.of(values).allMatch(value -> value == values[0]);
	}

	private double sum(final int channel) {
		return IntStream.range(0, taps()).mapToDouble(tap -> weights[tap * count() + channel]).sum();
	}

	/** The deviation of each channel on pictures whose pixels have a standard deviation of 1. */
	private double[] gains() {
		final double[] variances = new double[count()];
		for (int one = 0; one < taps(); one++)
			for (int other = 0; other < taps(); other++) {
				final double alike = correlation(one, other);
				for (int channel = 0; channel < count(); channel++)
					variances[channel] +=
						alike * weights[one * count() + channel] * weights[other * count() + channel];
			}
		return DoubleStream.of(variances).map(variance -> Math.sqrt(Math.max(0, variance))).toArray();
	}

	private double correlation(final int one, final int other) {
		final int in = (int) form[2];
		final int width = (int) form[1];
		final double distance =
			Math.hypot(one / in / width - other / in / width, one / in % width - other / in % width);
		return Math.pow(NEIGHBOURS, distance) * (one % in == other % in ? 1 : COLOURS);
	}
}

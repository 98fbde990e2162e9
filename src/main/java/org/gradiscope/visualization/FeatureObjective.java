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

package org.gradiscope.visualization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.model.Labels;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Tensor;

/**
 * What is drawn: one picture or several in one batch, each with a value of its own.
 *
 * @param labels what each picture is of
 * @param objective what is climbed; its values are those of the pictures
 * @param alike whether all pictures begin with the same noise, so that each is what it would be alone
 */
public record FeatureObjective(List<String> labels, Objective objective, boolean alike) {

	public FeatureObjective {
		labels = List.copyOf(labels);
	}

	/** Whether a channel is climbed up, down, or both, in two pictures. */
	public enum Sign {
		POSITIVE, NEGATIVE, BOTH;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

		/** The factors of the objective, one for each picture. */
		float[] factors() {
			return switch (this) {
				case POSITIVE -> new float[] { 1 };
				case NEGATIVE -> new float[] { -1 };
				case BOTH -> new float[] { -1, 1 };
			};
		}
	}

	/** The number of pictures. */
	public int count() {
		return labels.size();
	}

	/** The same, of which each picture climbs another objective too. */
	public FeatureObjective plus(final Objective more) {
		return new FeatureObjective(labels, objective.plus(more), alike);
	}

	/** One picture of any objective. */
	public static FeatureObjective of(final Objective objective) {
		return of(objective.toString(), objective, Sign.POSITIVE);
	}

	/** What raises an objective, what lowers it, or both side by side. */
	public static FeatureObjective of(final String label, final Objective objective,
		final Sign sign) {
		return sign == Sign.POSITIVE ? new FeatureObjective(List.of(label), objective, true)
			: signed(List.of(label), objective, sign);
	}

	/** The mean activation of a channel. */
	public static FeatureObjective channel(final String layer, final int channel) {
		return of(layer + "/" + channel, Objectives.channel(layer, channel), Sign.POSITIVE);
	}

	/** A picture for each channel of a layer, or two for both signs. */
	public static FeatureObjective channels(final String layer, final Sign sign,
		final int... channels) {
		return channels(layer, sign, channel -> layer + "/" + channel, channels);
	}

	/**
	 * As {@link #channels}, in several features.
	 *
	 * @param most pictures that each has
	 */
	public static List<FeatureObjective> grid(final String layer, final Sign sign, final int most,
		final int... channels) {
		final int step = Math.max(1, most / sign.factors().length);
		return IntStream.range(0, (channels.length + step - 1) / step)
			.mapToObj(i -> channels(layer, sign,
				Arrays.copyOfRange(channels, i * step, Math.min(channels.length, (i + 1) * step))))
			.toList();
	}

	private static FeatureObjective channels(final String layer, final Sign sign,
		final IntFunction<String> label, final int... channels) {
		final List<String> labels = IntStream.of(channels).mapToObj(label).toList();
		final int signs = sign.factors().length;
		final int[] repeated =
			IntStream.range(0, signs * channels.length).map(i -> channels[i / signs]).toArray();
		final Objective objective = Objectives.channels(layer, repeated);
		return sign == Sign.POSITIVE ? new FeatureObjective(labels, objective, true)
			: signed(labels, objective, sign);
	}

	/**
	 * A picture for each class, or two for both signs: its score before the softmax.
	 *
	 * @param classes labels or indices
	 * @throws IllegalArgumentException if there is no such class
	 */
	public static FeatureObjective classes(final Labels labels, final Sign sign,
		final String... classes) {
		final int[] indices = Stream.of(classes).mapToInt(labels::index).toArray();
		return channels(Expression.LOGITS, sign, labels::name, indices);
	}

	/**
	 * Several different pictures of one channel (Olah et al. 2017, "Diversity").
	 *
	 * @param weight how much a picture's similarity to the others counts against the activation
	 */
	public static FeatureObjective diverse(final String layer, final int channel, final int count,
		final double weight) {
		final List<String> labels =
			IntStream.rangeClosed(1, count).mapToObj(i -> layer + "/" + channel + " #" + i).toList();
		return new FeatureObjective(labels,
			Objectives.channel(layer, channel).minus(Objectives.similarity(layer).times(weight)), false);
	}

	/**
	 * A picture that gives a layer the activations that another image gave it.
	 *
	 * @param activations {@code [1, h, w, c]}, for pictures of that image's size
	 */
	public static FeatureObjective inversion(final String layer, final Tensor activations) {
		return new FeatureObjective(List.of("inversion of " + layer),
			Objectives.distance(layer, activations).negate(), true);
	}

	/** A picture that gives a layer more and more of the activations that another image gave it. */
	public static FeatureObjective caricature(final String layer, final Tensor activations) {
		return new FeatureObjective(List.of("caricature of " + layer),
			Objectives.alignment(layer, activations), true);
	}

	private static FeatureObjective signed(final List<String> labels, final Objective objective,
		final Sign sign) {
		final float[] factors = sign.factors();
		final List<String> signed = new ArrayList<>();
		for (final String label : labels)
			for (final float factor : factors)
				signed.add((factor < 0 ? "-" : "+") + label);
		final float[] each = new float[signed.size()];
		for (int i = 0; i < each.length; i++)
			each[i] = factors[i % factors.length];
		return new FeatureObjective(signed, Objectives.weighted(objective, each), true);
	}

	/** For example {@code mean(conv5[3])}. */
	@Override
	public String toString() {
		return objective.toString();
	}
}

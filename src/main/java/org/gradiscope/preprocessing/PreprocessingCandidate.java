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

package org.gradiscope.preprocessing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.model.format.PreprocessingPresets;
import org.gradiscope.tensor.ValueRange;

/**
 * A preprocessing that a network may have been trained with.
 *
 * @param name a preset's, with the order of the channels where that is not the preset's own
 */
public record PreprocessingCandidate(String name, Preprocessing preprocessing) {

	/** What a network's own preprocessing is called where it is none of the usual ones. */
	public static final String OWN = "as now";

	private static final String INCEPTION = "inception5h";
	private static final String STANDARDIZED_NAME = "standardized";

	/** Before the order of channels. */
	private static final String OTHER_ORDER = ", ";
	private static final double RARE = 1.5;
	private static final double UNUSUAL = 1.1;

	/** Each image by its own mean and deviation, as TensorFlow's {@code per_image_standardization}. */
	private static final Standardization STANDARDIZED = Standardization.zeroMeanUnitVariance(1e-6);

	/** In parts of the range. */
	private static final double SAME = 1e-3;

	/**
	 * The usual ones for a network that takes such images, and its own: each preset, of colours in both
	 * orders, and images standardized one by one. What is done to size and axes stays. Of a network that
	 * takes the image's own numbers, by steps or in a time series, its own alone.
	 */
	public static List<PreprocessingCandidate> of(final Preprocessing own) {
		if (own.steps().isPresent() || own.size().series())
			return List.of(new PreprocessingCandidate(OWN, own));
		final List<PreprocessingCandidate> all = new ArrayList<>();
		for (final String preset : PreprocessingPresets.NAMES)
			addPreset(all, preset, own);
		for (final Channels channels : orders(own.channels()))
			all.add(new PreprocessingCandidate(name(STANDARDIZED_NAME, channels, Channels.RGB),
				scaled(own, channels, ValueRange.UNIT, 0, 1).withStandardization(STANDARDIZED)));
		if (all.stream().noneMatch(candidate -> candidate.isLike(own)))
			all.add(new PreprocessingCandidate(OWN, own));
		return List.copyOf(all);
	}

	private static void addPreset(final List<PreprocessingCandidate> all, final String preset,
		final Preprocessing own) {
		final Description facts = PreprocessingPresets.of(preset, "candidate");
		final boolean byChannel = facts.has(Fact.MEAN);
		for (final Channels channels : orders(own.channels())) {
			if (byChannel && !channels.isColour() ||
				preset.equals(INCEPTION) && channels.equals(Channels.BGR)) continue;
			final Channels usual = facts.get(Fact.CHANNELS).orElse(Channels.RGB);
			final Preprocessing scaled = scaled(own, channels, facts.get(Fact.RANGE).orElseThrow(), 0, 1);
			all.add(new PreprocessingCandidate(name(preset, channels, usual),
				byChannel
					? with(scaled, inOrder(facts.get(Fact.MEAN).orElseThrow(), usual, channels),
						facts.get(Fact.DEVIATION).map(each -> inOrder(each, usual, channels)).orElseThrow())
					: scaled));
		}
	}

	private static List<Channels> orders(final Channels own) {
		return own.isColour() ? List.of(Channels.RGB, Channels.BGR) : List.of(own);
	}

	private static String name(final String preset, final Channels channels, final Channels usual) {
		return channels.isColour() && !channels.equals(usual) ? preset + OTHER_ORDER + channels
			: preset;
	}

	private static List<Float> inOrder(final List<Float> values, final Channels given,
		final Channels wanted) {
		if (given.equals(wanted)) return values;
		final List<Float> turned = new ArrayList<>(values);
		Collections.reverse(turned);
		return turned;
	}

	private static Preprocessing scaled(final Preprocessing own, final Channels channels,
		final ValueRange range, final float mean, final float deviation) {
		return new Preprocessing(channels, range, Collections.nCopies(channels.count(), mean),
			Collections.nCopies(channels.count(), deviation), own.size(), own.fit(), Standardization.NONE,
			own.axes(), Optional.empty());
	}

	private static Preprocessing with(final Preprocessing p, final List<Float> mean,
		final List<Float> deviation) {
		return new Preprocessing(p.channels(), p.range(), mean, deviation, p.size(), p.fit(),
			p.standardization(), p.axes(), p.steps());
	}

	/**
	 * What its misfit is multiplied by: few networks are trained on standardized images or as Inception 5h,
	 * and not many with the channels in another order than the preset's.
	 */
	double rarity() {
		if (name.startsWith(INCEPTION) || name.startsWith(STANDARDIZED_NAME)) return RARE;
		return name.contains(OTHER_ORDER) ? UNUSUAL : 1;
	}

	boolean isRare() {
		return rarity() == RARE;
	}

	/** The same for whole images, where it cuts them into tiles, in which layers cannot be looked at. */
	PreprocessingCandidate whole() {
		return preprocessing.fit() == ImageFit.TILE
			? new PreprocessingCandidate(name, preprocessing.withFit(ImageFit.RESIZE)) : this;
	}

	/** What is done to pixels, for example {@code rgb -1..1}. */
	public String scaling() {
		return preprocessing.toString().replaceFirst(", (resized to|from|volumes|a time series).*", "");
	}

	/** Whether it does the same to images: what becomes of black and of white, and all the rest. */
	public boolean isLike(final Preprocessing other) {
		final Preprocessing own = preprocessing;
		return own.channels().equals(other.channels()) && own.axes().equals(other.axes()) &&
			own.size().equals(other.size()) && own.fit() == other.fit() &&
			own.steps().equals(other.steps()) &&
			own.standardization().kind() == other.standardization().kind() &&
			(own.standardization().kind() != Standardization.Kind.NONE || isScaledLike(other));
	}

	private boolean isScaledLike(final Preprocessing other) {
		return IntStream.range(0, preprocessing.channels().count()).allMatch(channel -> {
			final double black = end(preprocessing, channel, preprocessing.range().min());
			final double white = end(preprocessing, channel, preprocessing.range().max());
			final double same = SAME * Math.abs(white - black);
			return Math.abs(black - end(other, channel, other.range().min())) < same &&
				Math.abs(white - end(other, channel, other.range().max())) < same;
		});
	}

	private static double end(final Preprocessing p, final int channel, final double value) {
		return (value - p.mean().get(channel)) / p.deviation().get(channel);
	}
}

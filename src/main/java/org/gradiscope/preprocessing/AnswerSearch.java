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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.preprocessing.ExpectedAnswer.Difference;
import org.gradiscope.tensor.Pixels;

/**
 * The preprocessing that makes a network answer as expected: first other ranges, means and orders of
 * channels, then with height and width exchanged, another fit or another size besides, until one does.
 *
 * @param tried the nearest first
 * @param now how far the network's own answer is off
 */
public record AnswerSearch(List<Tried> tried, Tried now) {

	/** The sides at which networks of any size are trained most. */
	private static final List<Integer> SIDES = List.of(224, 256, 128, 299, 64, 96, 384, 512, 32);

	/** Relative differences under this may be those of resized images. */
	private static final double RESAMPLING = 0.1;

	private static final Comparator<Tried> NEAREST =
		Comparator.comparingDouble(each -> each.difference.relative());

	/** One of them, and how far the answer is off. */
	public record Tried(PreprocessingCandidate candidate, Difference difference) {}

	/** How a candidate is varied. */
	private record Variation(String name, Preprocessing of) {}

	/**
	 * @throws IllegalArgumentException if the network gives another number of values for these images
	 */
	public static AnswerSearch of(final Network network, final ExpectedAnswer expected,
		final List<Pixels> images, final Progress progress) {
		final Preprocessing own = network.descriptor().preprocessing();
		final List<PreprocessingCandidate> scalings = PreprocessingCandidate.of(own);
		final List<Variation> variations = variations(own, images.get(0));
		final Search search =
			new Search(network, expected, images, progress, scalings.size() * (1 + variations.size()));
		search.tryAll(scalings);
		final List<PreprocessingCandidate> nearest =
			search.tried.stream().sorted(NEAREST).map(Tried::candidate).toList();
		for (final Variation variation : variations)
			if (search.tried.stream().noneMatch(each -> each.difference.isNone()))
				search.tryVariation(nearest.stream().map(each -> varied(each, variation)).toList());
		final Tried now =
			search.tried.stream().filter(each -> each.candidate.isLike(own)).findFirst().orElseThrow();
		// What needs no change comes before what does as well.
		final Comparator<Tried> order =
			Comparator.<Tried>comparingInt(each -> each == now && now.difference.isNone() ? 0 : 1)
				.thenComparing(NEAREST);
		return new AnswerSearch(search.tried.stream().sorted(order).toList(), now);
	}

	/** What has been tried so far. */
	private record Search(Network network, ExpectedAnswer expected, List<Pixels> images,
		Progress progress, int all, List<Tried> tried) {

		Search(final Network network, final ExpectedAnswer expected, final List<Pixels> images,
			final Progress progress, final int all) {
			this(network, expected, images, progress, all, new ArrayList<>());
		}

		void tryAll(final List<PreprocessingCandidate> candidates) {
			try (CandidateNetworks prepared = new CandidateNetworks(network)) {
				for (final PreprocessingCandidate candidate : candidates) {
					progress.report(tried.size(), all, candidate.name());
					progress.check();
					tried.add(new Tried(candidate, expected.difference(prepared.of(candidate, images),
						CandidateNetworks.images(candidate, images))));
				}
			}
		}

		/** Of a size for which the network gives another picture, or that it does not take, none is. */
		void tryVariation(final List<PreprocessingCandidate> candidates) {
			try {
				tryAll(candidates);
			}
			catch (final EngineException | IllegalArgumentException e) {
				progress.check();
			}
		}
	}

	/** The nearest. */
	public Tried best() {
		return tried.get(0);
	}

	/**
	 * What came out, in a sentence or two.
	 *
	 * @param network its name
	 */
	public String verdict(final String network) {
		if (now.difference.isNone()) return "The answer of " + network +
			" is the expected one, but for " + percent(now) + " of the largest value." + others();
		final String off = "The answer of " + network + " is off by " + percent(now) +
			" of the largest expected value (" + now.difference.expected() + " expected, " +
			now.difference.found() + " found). ";
		if (best().difference.isNone()) return off + "With " + best().candidate.name() + " (" +
			best().candidate.scaling() + ") it is the expected one." + others();
		return off + "Of " + tried.size() + " preprocessings none explains it; the nearest, " +
			best().candidate.name() + ", is off by " + percent(best()) +
			(best().difference.relative() < RESAMPLING
				? ", which may be another way of resizing: give an image of the size that the network takes."
				: ": see that it is the same image, network and output.");
	}

	/** What cannot be told from the best by this answer. */
	private String others() {
		final String also = tried.stream().skip(1).filter(each -> each.difference.isNone())
			.map(each -> each.candidate.name()).collect(Collectors.joining("; "));
		return also.isEmpty() ? "" : " So it is with " + also +
			", which other images or scores instead of probabilities may tell apart.";
	}

	private static String percent(final Tried of) {
		return String.format(Locale.ROOT, "%.2g %%", 100 * of.difference.relative());
	}

	private static List<Variation> variations(final Preprocessing own, final Pixels image) {
		final List<Variation> all = new ArrayList<>();
		final boolean square = !own.size().fixed() || own.size().height() == own.size().width();
		if (square && !own.size().isVolume() && !own.size().series())
			all.add(new Variation("height and width exchanged", own.withAxes(exchanged(own.axes()))));
		if (own.size().fixed()) {
			if (IntStream.range(0, image.sides().length)
				.anyMatch(i -> image.sides()[i] != own.size().sides()[i]))
				for (final ImageFit fit : ImageFit.values())
				if (fit != own.fit() && fit != ImageFit.TILE)
					all.add(new Variation(fit.toString(), own.withFit(fit)));
		}
		else if (!own.size().isVolume() && !own.size().series()) for (final int side : SIDES)
			if (own.size().takes(side, side) && (image.height() != side || image.width() != side))
				all.add(new Variation(side + "x" + side, own.withSize(InputSize.fixed(side, side))));
		return all;
	}

	private static String exchanged(final String axes) {
		return axes.replace('y', '_').replace('x', 'y').replace('_', 'x');
	}

	private static PreprocessingCandidate varied(final PreprocessingCandidate scaling,
		final Variation variation) {
		final Preprocessing of = scaling.preprocessing();
		return new PreprocessingCandidate(scaling.name() + ", " + variation.name,
			of.withAxes(variation.of.axes()).withSize(variation.of.size()).withFit(variation.of.fit()));
	}
}

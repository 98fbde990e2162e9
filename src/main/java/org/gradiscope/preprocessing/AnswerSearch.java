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
import java.util.function.Consumer;
import java.util.stream.IntStream;

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

	public static AnswerSearch of(final Network network, final ExpectedAnswer expected,
		final List<Pixels> images, final Progress progress) {
		final Preprocessing own = network.descriptor().preprocessing();
		final List<PreprocessingCandidate> scalings = PreprocessingCandidate.of(own);
		final List<Variation> variations = variations(own, images.get(0));
		final int all = scalings.size() * (1 + variations.size());
		final List<Tried> tried = new ArrayList<>();
		try (CandidateNetworks prepared = new CandidateNetworks(network)) {
			final Consumer<PreprocessingCandidate> attempt = candidate -> {
				progress.report(tried.size(), all, candidate.name());
				progress.check();
				tried.add(new Tried(candidate, expected.difference(prepared.of(candidate, images),
					CandidateNetworks.images(candidate, images))));
			};
			scalings.forEach(attempt);
			tried.sort(NEAREST);
			final List<PreprocessingCandidate> nearest = tried.stream().map(Tried::candidate).toList();
			for (final Variation variation : variations)
				for (final PreprocessingCandidate scaling : nearest)
					if (tried.stream().noneMatch(each -> each.difference.isNone()))
						attempt.accept(varied(scaling, variation));
		}
		tried.sort(NEAREST);
		return new AnswerSearch(List.copyOf(tried),
			tried.stream().filter(each -> each.candidate.isLike(own)).findFirst().orElseThrow());
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
			" is the expected one, but for " + percent(now) + " of the largest value.";
		final String off = "The answer of " + network + " is off by " + percent(now) +
			" of the largest expected value (" + now.difference.expected() + " expected, " +
			now.difference.found() + " found). ";
		if (best().difference.isNone()) return off + "With " + best().candidate.name() + " (" +
			best().candidate.scaling() + ") it is the expected one.";
		return off + "Of " + tried.size() + " preprocessings none explains it; the nearest, " +
			best().candidate.name() + ", is off by " + percent(best()) +
			(best().difference.relative() < RESAMPLING
				? ", which may be another way of resizing: give an image of the size that the network takes."
				: ": see that it is the same image, network and output.");
	}

	private static String percent(final Tried of) {
		return String.format(Locale.ROOT, "%.2g %%", 100 * of.difference.relative());
	}

	private static List<Variation> variations(final Preprocessing own, final Pixels image) {
		final List<Variation> all = new ArrayList<>();
		if (!own.size().isVolume() && !own.size().series())
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

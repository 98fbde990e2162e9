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

package org.gradiscope.attack.patch;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;

/**
 * Learns a patch on some images, and says how often it fools on these and on others that it has not seen,
 * beside controls of the same shape in the same places.
 *
 * @param training that it is learnt on
 * @param held that it has not seen
 * @param photograph whose middle is a control
 */
public record PatchStudy(PatchOptions options, List<PatchExample> training, List<PatchExample> held,
	Pixels photograph) {

	/** Of the parts of the work, how many are learning; each trial is one. */
	private static final int LEARNING = 24;

	private static final int TRIALS = 6;

	/** What is tried. */
	public enum Tried {

		/** The patch that was learnt. */
		PATCH("patch"),
		/** Every value at random. */
		NOISE("noise"),
		/** A part of an image. */
		PHOTOGRAPH("photograph");

		private final String word;

		Tried(final String word) {
			this.word = word;
		}

		@Override
		public String toString() {
			return word;
		}
	}

	/**
	 * How often one of them fools.
	 *
	 * @param training on the images that the patch was learnt on
	 * @param held on the others
	 * @param variation its total variation, in fractions of the value range
	 * @param score its non-printability score; NaN without a palette
	 */
	public record Figures(Tried tried, Proportion training, Proportion held, double variation,
		double score) {}

	/**
	 * What came of it.
	 *
	 * @param patch as a file holds it
	 * @param figures the patch, the noise and the photograph
	 */
	public record Findings(Patch patch, List<Figures> figures) {}

	public PatchStudy {
		training = List.copyOf(training);
		held = List.copyOf(held);
	}

	/**
	 * @param start whose shape the patch keeps
	 * @param watcher told of each held-out image with the patch that was learnt
	 */
	public Findings run(final Network network, final Patch start, final PatchTrial.Watcher watcher,
		final Progress progress) {
		final int parts = LEARNING + TRIALS;
		final Patch patch = new PatchTraining(network, options, training)
			.run(start, new Progress.SubProgress(progress, 0, LEARNING, parts, "learning"))
			.stored(training.get(0).format());
		final Patch[] all =
			{ patch, ControlPatches.noise(patch, options.seed()).stored(training.get(0).format()),
				ControlPatches.tile(patch, photograph) };
		// Other places than those of the training, and the same ones for all three.
		final PatchTrial seen =
			new PatchTrial(network, options.placements(), training, options.seed() + 1);
		final PatchTrial unseen =
			new PatchTrial(network, options.placements(), held, options.seed() + 2);
		final List<Figures> figures = new ArrayList<>();
		for (int i = 0; i < all.length; i++) {
			final int part = LEARNING + 2 * i;
			final String what = "trying the " + Tried.values()[i];
			final int known = seen.fooled(all[i], outcome -> {},
				new Progress.SubProgress(progress, part, 1, parts, what));
			final int others = unseen.fooled(all[i], i == 0 ? watcher : outcome -> {},
				new Progress.SubProgress(progress, part + 1, 1, parts, what));
			figures.add(figures(i, all[i], new Proportion(known, seen.count()),
				new Proportion(others, unseen.count())));
		}
		return new Findings(patch, figures);
	}

	private Figures figures(final int tried, final Patch patch, final Proportion known,
		final Proportion others) {
		return new Figures(Tried.values()[tried], known, others, new TotalVariation().of(patch),
			options.palette() == null ? Double.NaN : options.palette().score(patch));
	}
}

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
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Whether a patch fools, on images each in one random placement. All patches of one shape that are tried
 * on the same images lie there in the same places. Every image is judged as it would be saved: in its pixel
 * format, written to a file and read back.
 */
public final class PatchTrial {

	private final Network network;
	private final Placements placements;
	private final List<PatchExample> examples;
	/** Of each example's placement. */
	private final long[] seeds;

	/**
	 * What came of one image.
	 *
	 * @param index of the example
	 * @param image with the patch, {@code [1, h, w, c]}, in the values of its format
	 * @param placement where the patch is
	 * @param scores before the softmax, of the image read back
	 * @param fools whether the criterion is met, by every file that keeps the image's values
	 */
	public record Outcome(int index, Pixels image, Placement placement, Tensor scores,
		boolean fools) {}

	/** Told of each image. */
	@FunctionalInterface
	public interface Watcher {

		void judged(Outcome outcome);
	}

	/** @param examples of one size */
	public PatchTrial(final Network network, final Placements placements,
		final List<PatchExample> examples, final long seed) {
		this.network = network;
		this.placements = placements;
		this.examples = List.copyOf(examples);
		seeds = new SplittableRandom(seed).longs(examples.size()).toArray();
	}

	/** How many images there are. */
	public int count() {
		return examples.size();
	}

	/**
	 * On how many images the patch fools.
	 *
	 * @param watcher told of the images in their order
	 */
	public int fooled(final Patch patch, final Watcher watcher, final Progress progress) {
		int fooled = 0;
		int from = 0;
		while (from < examples.size()) {
			progress.check();
			progress.report(from, examples.size(), "");
			final int together = examples.get(0).criterion() instanceof Criterion.RegionCriterion ? 1
				: Batches.size(examples.get(from).clean().get(), examples.size() - from);
			for (final Outcome outcome : judge(patch, from, from + together)) {
				if (outcome.fools()) fooled++;
				watcher.judged(outcome);
			}
			from += together;
		}
		return fooled;
	}

	private List<Outcome> judge(final Patch patch, final int from, final int to) {
		final List<Pixels> images = new ArrayList<>();
		final List<Placement> places = new ArrayList<>();
		final List<Pixels> files = new ArrayList<>();
		for (int n = from; n < to; n++) {
			final PatchExample example = examples.get(n);
			final Pixels clean = example.clean().get();
			places
				.add(placements.draw(new SplittableRandom(seeds[n]), patch, clean.height(), clean.width()));
			images.add(example.with(patch, places.get(n - from)));
			files.add(example.files().lossless(images.get(n - from)));
		}
		final Tensor scores = network.activation(
			files.get(0).with(Tensor.batch(files.stream().map(Pixels::values).toList())),
			Expression.LOGITS);
		final List<Outcome> outcomes = new ArrayList<>();
		for (int i = 0; i < files.size(); i++) {
			final PatchExample example = examples.get(from + i);
			outcomes.add(new Outcome(from + i, images.get(i), places.get(i), scores.item(i),
				example.criterion().isMet(scores.item(i)) &&
					foolsOnScreen(example, images.get(i), files.get(i))));
		}
		return outcomes;
	}

	/** Whether the file of what the screen shows fools too, where it has the image's values. */
	private boolean foolsOnScreen(final PatchExample example, final Pixels image,
		final Pixels lossless) {
		if (!example.files().keepsDisplayed()) return true;
		final Pixels displayed = example.files().displayed(image);
		return Arrays.equals(displayed.values().data(), lossless.values().data()) ||
			example.criterion().isMet(network.activation(displayed, Expression.LOGITS));
	}
}

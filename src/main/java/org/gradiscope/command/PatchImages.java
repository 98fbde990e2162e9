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

package org.gradiscope.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.patch.Holdout;
import org.gradiscope.attack.patch.Surroundings;
import org.gradiscope.attack.region.RegionChange;
import org.gradiscope.attack.region.RegionErase;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The images that a patch is learnt and tried on: slices of the open image, and files.
 *
 * @param images on which there is something to do
 * @param photograph one whose middle is a control
 * @param failures files that could not be read
 */
record PatchImages(List<PatchedImage> images, PatchedImage photograph, int failures) {

	/** Reads them for a command. */
	private static final class Reader {

		private final PatchKeys command;
		private final OpenNetwork network;
		private final Region selected;
		private final List<PatchedImage> images = new ArrayList<>();
		/** Those that are of the target already, or show nothing at the selection. */
		private final List<PatchedImage> done = new ArrayList<>();
		private RuntimeException refusal;

		Reader(final PatchKeys command, final OpenNetwork network, final Region selected) {
			this.command = command;
			this.network = network;
			this.selected = selected;
		}

		void add(final String name, final SavedSlice slice, final int number, final Recipe recipe) {
			command.progress().check();
			final Pixels image = slice.clean();
			final ModelDescriptor descriptor = network.descriptor();
			if (command.isOnRegion()) {
				addOnRegion(name, slice, image);
				return;
			}
			final Prediction before = Prediction.of(network, image).get(0);
			if (number > 0) recipe.predicted(number, before);
			if (command.isUntargeted()) images
				.add(new PatchedImage(name, slice, before, new Criterion.Misclassification(before.best())));
			else {
				final int target = descriptor.labels().index(command.targetText());
				if (target == before.best()) done.add(new PatchedImage(name, slice, before, null));
				else images.add(
					new PatchedImage(name, slice, before, new Criterion.Targeted(target, before.best())));
			}
		}

		private void addOnRegion(final String name, final SavedSlice slice, final Pixels image) {
			final Tensor region = Surroundings.of(selected.indicator(), command.margin(selected));
			try {
				images.add(new PatchedImage(name, slice, null,
					command.isErase() ? RegionErase.of(network, image, region, RegionErase.MOST)
						: RegionChange.of(network, image, region, RegionChange.MOST)));
			}
			catch (final IllegalArgumentException e) {
				refusal = e;
				done.add(new PatchedImage(name, slice, null, null));
			}
		}

		PatchImages read(final int failures) {
			if (images.isEmpty() && refusal != null) throw refusal;
			if (!done.isEmpty()) command.warn(
				"Left out of " + (done.size() + images.size()) + " images: " + done.size() + ", " + why());
			return new PatchImages(images, photograph(), failures);
		}

		private String why() {
			return command.isOnRegion()
				? "because the network shows nothing there that could vanish or change."
				: "because the network takes them for '" + command.targetText() + "' without a patch.";
		}

		/** One of the target, which is the fairest control, or else any. */
		private PatchedImage photograph() {
			if (!command.isOnRegion() && !done.isEmpty()) return done.get(0);
			final int[] training =
				Holdout.of(images.size(), command.holdout(), command.seed()).training();
			return images.get(training[new SplittableRandom(command.seed()).nextInt(training.length)]);
		}
	}

	/**
	 * All of them, with what the network says of each.
	 *
	 * @param recipe keeps what it says of slices
	 * @throws IllegalArgumentException if there are less than two, or they differ in range
	 */
	static PatchImages read(final PatchKeys command, final OpenNetwork network, final Region selected,
		final Recipe recipe) {
		check(command, network.descriptor());
		final Region whole = Region.whole(command.input());
		final int[] slices = command.slices();
		final Pixels like = command.read(whole, slices[0]);
		final FurtherImages folder = new FurtherImages(network, command::warn);
		final List<SavedSlice> further = command.others().isEmpty() ? List.of()
			: folder.read(command.others(), like, command.progress());
		// Before the network is asked about any.
		Holdout.of(slices.length + further.size(), command.holdout(), command.seed());
		final Reader reader = new Reader(command, network, selected);
		for (final int slice : slices) {
			requireRange(command, slice, like);
			final String label = command.shown().name(slice);
			reader.add(label, FurtherImages.of(network, command.shown(), slice, whole), slice, recipe);
		}
		for (final SavedSlice slice : further) {
			requireFormat(command, slice);
			reader.add(slice.input().image().getTitle(), slice, 0, recipe);
		}
		return reader.read(folder.failures());
	}

	private static void check(final PatchKeys command, final ModelDescriptor network) {
		if (!command.isOnRegion()) {
			if (!network.givesClasses()) throw new IllegalArgumentException(
				"The network " + network.name() + " outputs an image, not classes; take the target " +
					AttackKeys.REGION_CHANGE + " or " + AttackKeys.REGION_ERASE + ", with place=fixed.");
			network.requireClasses("A patch");
			if (!command.isUntargeted()) network.labels().index(command.targetText());
		}
		else if (network.givesClasses()) throw new EngineException(
			"The target " + command.targetText() + " is for networks that output an image, but " +
				network.name() + " gives classes; take none, a label or an index.");
	}

	private static void requireRange(final PatchKeys command, final int slice, final Pixels like) {
		if (!command.range(slice).equals(like.range())) throw new IllegalArgumentException(
			"All slices need one display range for a patch to be in, but slice " + slice +
				" is seen in " + command.range(slice) + " and others in " + like.range() +
				"; give them the same (Image > Adjust > Brightness/Contrast..., Set).");
	}

	private static void requireFormat(final PatchKeys command, final SavedSlice slice) {
		if (slice.input().type() != command.type())
			throw new IllegalArgumentException("The images of the folder have to be of the type of the " +
				"open one, " + command.type() + ", but " + slice.input().image().getTitle() + " is " +
				slice.input().type() + "; convert it (Image > Type).");
	}

	/** Some of them. */
	List<PatchedImage> only(final int[] indices) {
		return Arrays.stream(indices).mapToObj(images::get).toList();
	}
}

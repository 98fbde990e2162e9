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
import java.util.List;
import java.util.Optional;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.attack.method.blackbox.DecisionAttack;
import org.gradiscope.attack.method.blackbox.StartImage;
import org.gradiscope.attack.region.RegionChange;
import org.gradiscope.attack.region.RegionErase;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** A command that attacks: what the network sees, what may change of it, and what is wanted of each slice. */
public abstract class AttackCommand extends AttackKeys {

	/** Images beside the input that could not be read. */
	private int failures;

	@Override
	public final int failures() {
		return failures;
	}

	/** What is selected, or all. */
	final Region selected() {
		if (isOnRegion() && !Region.isSelected(input()))
			throw new IllegalArgumentException("The target " + targetText() +
				" is about the output over the selection, but no area is " + "selected; select one.");
		if (within() == Within.SELECTION && !Region.isSelected(input()))
			throw new IllegalArgumentException("For within=selection an area has to be selected, but " +
				"none is; select one, or give within=all.");
		return Region.of(input());
	}

	/** All slices, with what is wanted of each. */
	final List<AttackedSlice> slicesToAttack(final OpenNetwork network, final Recipe recipe) {
		network.descriptor().requireClasses("An attack");
		final Region selected = selected();
		final Region seen = within() == Within.CROP ? selected : Region.whole(input());
		final Tensor mask = switch (within()) {
			case CROP -> selected.mask(shown().channels());
			case SELECTION -> selected.maskOfWhole(shown().channels());
			default -> null;
		};
		final Tensor chosen = chosen(mask, seen);
		for (final int slice : slices())
			shown().checkFinite(slice, seen);
		final List<AttackedSlice> all = new ArrayList<>();
		for (final int slice : slices()) {
			progress().check();
			final Optional<Prediction> before =
				predictIfClasses(network, read(seen, slice), slice, recipe);
			all.add(new AttackedSlice(FurtherImages.of(network, shown(), slice, seen),
				mask(shown().unclipped(slice, seen), chosen == null ? null : shown().throughPlanes(chosen)),
				before.orElse(null), criterion(network, before, slice, seen)));
		}
		return all;
	}

	/**
	 * What may change of the channels that may.
	 *
	 * @param mask not 0 where it is wanted; null for all
	 */
	private Tensor chosen(final Tensor mask, final Region seen) {
		final int count = shown().channels();
		final boolean[] channels = ChosenChannels.parse(channelsText(), shown().channelNames());
		if (channels == null) return mask;
		final Tensor chosen =
			mask == null ? Tensor.zeros(Shape.of(1, seen.height(), seen.width(), count)) : mask.copy();
		for (int i = 0; i < chosen.size(); i++)
			chosen.data()[i] = channels[i % count] && (mask == null || chosen.data()[i] != 0) ? 1 : 0;
		return chosen;
	}

	/**
	 * What may change where two things say so.
	 *
	 * @param within not 0 where the display range cuts nothing: what it cuts would stay as it is seen
	 * @param mask not 0 where it is wanted; null for all
	 * @return null if all may
	 * @throws IllegalArgumentException if nothing may
	 */
	private static Tensor mask(final Tensor within, final Tensor mask) {
		final Tensor both = within.copy();
		int count = 0;
		for (int i = 0; i < both.size(); i++) {
			if (mask != null && mask.data()[i] == 0) both.data()[i] = 0;
			if (both.data()[i] != 0) count++;
		}
		if (count == 0)
			throw new IllegalArgumentException("No value that could change is inside of the " +
				"display range; widen it (Image > Adjust > Brightness/Contrast...).");
		return count == both.size() ? null : both;
	}

	/** What the one change of all is made for beside the slices; empty of other methods. */
	final List<AttackedSlice> further(final OpenNetwork network, final AttackedSlice like) {
		if (others().isEmpty()) return List.of();
		final FurtherImages folder = new FurtherImages(network, this::warn);
		final List<AttackedSlice> further = new ArrayList<>();
		for (final SavedSlice slice : folder.read(others(), like.clean(), progress()))
			further.add(further(network, slice, like.mask()));
		failures = folder.failures();
		return further;
	}

	private AttackedSlice further(final OpenNetwork network, final SavedSlice slice,
		final Tensor mask) {
		progress().check();
		final Optional<Prediction> before = Optional.of(Prediction.of(network, slice.clean()).get(0));
		return new AttackedSlice(slice, mask, before.get(),
			criterion(network.descriptor(), before, slice.slice()));
	}

	/**
	 * From where the key says, if the attack starts anywhere.
	 *
	 * @param first of the slices; the others are of its size
	 */
	final Attack started(final OpenNetwork network, final Attack attack, final AttackedSlice first) {
		if (!(attack instanceof final DecisionAttack decisions) || startText().isEmpty()) return attack;
		return decisions.withStart(new StartImage(startText(), ImageLookup.pixels(startText(),
			first.file().seen(), first.clean(), image -> shown(network, image), this::warn)));
	}

	/** How many slices may go through the network together. */
	final int together(final List<AttackedSlice> slices) {
		if (isOnRegion()) return 1;
		return method().family() == Family.UNIVERSAL ? slices.size()
			: Batches.size(slices.get(0).clean(), slices.size());
	}

	/**
	 * What is wanted of a slice.
	 *
	 * @param clean what the network says of it; empty of a network that outputs images
	 */
	private Criterion criterion(final OpenNetwork network, final Optional<Prediction> clean,
		final int slice, final Region seen) {
		return isOnRegion() && clean.isEmpty() ? aboutRegion(network, read(seen, slice))
			: criterion(network.descriptor(), clean, slice);
	}

	private Criterion aboutRegion(final OpenNetwork network, final Pixels image) {
		final Region selected = selected();
		final Tensor region =
			shown().throughPlanes(within() == Within.CROP ? selected.inBounds() : selected.indicator());
		return targetText().equalsIgnoreCase(REGION_CHANGE)
			? RegionChange.of(network, image, region, RegionChange.MOST)
			: RegionErase.of(network, image, region, RegionErase.MOST);
	}

	private Criterion criterion(final ModelDescriptor network, final Optional<Prediction> clean,
		final int slice) {
		final Prediction prediction =
			clean.orElseThrow(() -> new IllegalArgumentException("The network " + network.name() +
				" outputs an image, not classes; select a part and take the target " + REGION_CHANGE +
				" or " + REGION_ERASE + "."));
		if (isOnRegion()) throw new IllegalArgumentException(
			"The target " + targetText() + " is for networks that output an image, but " +
				network.name() + " gives classes; take none, least-likely, a label or an index.");
		final boolean least = method().family() == Family.OWN_TARGET;
		if (least && !isNone() && !isLeastLikely()) throw new IllegalArgumentException(
			"The method least-likely has its own target, but the target '" + targetText() +
				"' was given; take target=none, or the method bim.");
		if (method().family() == Family.CONFIDENCE) return new Criterion.Confident(network,
			isNone() ? prediction.best()
				: isLeastLikely() ? leastLikely(prediction).target() : network.labels().index(targetText()),
			prediction.best(), confidence());
		if (least || isLeastLikely()) return leastLikely(prediction);
		return isNone() ? new Criterion.Misclassification(prediction.best())
			: targeted(network, prediction, slice);
	}

	private static Criterion.Targeted leastLikely(final Prediction prediction) {
		return Criterion
			.leastLikely(Tensor.of(Shape.of(1, prediction.logits().length), prediction.logits()));
	}

	private boolean isNone() {
		return targetText().equalsIgnoreCase(NONE);
	}

	private boolean isLeastLikely() {
		return targetText().equalsIgnoreCase(LEAST_LIKELY);
	}

	private Criterion targeted(final ModelDescriptor network, final Prediction prediction,
		final int slice) {
		final int index = network.labels().index(targetText());
		if (index != prediction.best()) return new Criterion.Targeted(index, prediction.best());
		throw new IllegalArgumentException("The network already takes slice " + slice + " for '" +
			network.labels().name(index) + "'; name another target, or give slices=current.");
	}
}

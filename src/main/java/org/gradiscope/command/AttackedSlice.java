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

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.AdversarialExample;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.QueryLog;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.AttackOutcome;
import org.gradiscope.imagej.BallRounding;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ResultImage;
import org.gradiscope.imagej.SavedCopy;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * A slice under attack, and what is left of the attack's result once it is saved.
 *
 * @param input the stack
 * @param slice which of its pictures, from 1
 * @param seen what the network sees of it
 * @param mask what may change of what is seen; null for all
 * @param before what the network says of it; null of a network that gives pictures
 * @param criterion what is wanted
 */
record AttackedSlice(ShownImage input, int slice, Region seen, Tensor mask, Prediction before,
	Criterion criterion) {

	/** What an attack gave for a slice. */
	record Result(Pixels exact, Bound bound, double epsilon, QueryLog queries) {}

	/** What the network sees. */
	Pixels clean() {
		return input.read(slice, seen);
	}

	/** What the network sees as darkest and brightest. */
	ValueRange range() {
		return input.range(slice);
	}

	/** What the network would see of a result in the image's own type. */
	private Pixels rounded(final Pixels exact, final Bound bound) {
		if (type().isWhole() && bound.norm() == Norm.LINF && bound.epsilon() < 1) return clean();
		return exact.with(BallRounding.round(clean().values(), exact.values(), bound, type()));
	}

	/** How far a result is from the clean slice, with what single precision may have taken from epsilon. */
	Bound reached(final Pixels exact, final Norm norm) {
		return new Bound(norm, Math.max(Double.MIN_NORMAL, (1 + 1e-5) * norm.distance(clean().values(),
			exact.values())));
	}

	/** Whether a result, rounded to the image's type, fools; less than a level is no change. */
	boolean foolsRounded(final TargetModel model, final Pixels exact, final Norm norm) {
		final Bound reached = reached(exact, norm);
		if (type().isWhole() && norm == Norm.LINF && reached.epsilon() < 1) return false;
		return criterion.isMet(model.scores(rounded(exact, reached)));
	}

	/** The whole slice with a result in it, in the image's own type. */
	ImageProcessor processor(final Result result) {
		return input.with(slice, seen, rounded(result.exact(), result.bound()).values());
	}

	private PixelType type() {
		return input.type();
	}

	/** 1 where a value may change, else 0. */
	Tensor maskOrAll() {
		if (mask != null) return mask;
		final Tensor all = Tensor.zeros(clean().shape());
		Arrays.fill(all.data(), 1);
		return all;
	}

	/** How many values may change. */
	int changeableValues() {
		if (mask == null) return seen.width() * seen.height() * type().channels();
		int count = 0;
		for (final float value : mask.data())
			if (value != 0) count++;
		return count;
	}

	/**
	 * Saves a slice, opens it again, and asks the network.
	 *
	 * @param whole the slice with the result in it
	 */
	AttackOutcome judged(final Network network, final Result result, final ImageProcessor whole) {
		final ImagePlus image = ResultImage.like(input, new int[] { slice }, List.of(whole), input
			.image().getTitle());
		image.setOverlay(null);
		final Pixels clean = clean();
		final Pixels tiff = reread(network, SavedCopy.tiff(image));
		final AdversarialExample saved =
			AdversarialExample.judge(network, clean, before, tiff, criterion);
		final boolean png = fools(network, reread(network, SavedCopy.png(image)));
		return new AttackOutcome(slice, type(), saved, fools(network, result.exact()), png,
			AttackOutcome
				.hidden(clean, tiff),
			result.epsilon(), result.queries(), !saved.success() && result
				.queries().gradients() > 0 && isFlat(network, clean) && isFlat(network, result.exact()));
	}

	private Pixels reread(final Network network, final ImagePlus file) {
		return NetworkCommand.shown(network, file).read(1, seen);
	}

	private boolean fools(final Network network, final Pixels image) {
		return criterion.isMet(network.activation(image, Expression.LOGITS));
	}

	/** Whether the gradient is zero wherever something may change. */
	private boolean isFlat(final Network network, final Pixels image) {
		final float[] gradient =
			new NetworkTargetModel(network, List.of(criterion)).lossAndGradient(image,
				Loss.CROSS_ENTROPY).gradient().data();
		for (int i = 0; i < gradient.length; i++)
			if (gradient[i] != 0 && (mask == null || mask.data()[i] != 0)) return false;
		return true;
	}
}

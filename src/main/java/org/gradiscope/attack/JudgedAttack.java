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

package org.gradiscope.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Attacks a batch of images, and judges each result as it would be saved: it is rounded to the image's
 * pixel format within the bound, written to a file, read back and shown to the network.
 */
public final class JudgedAttack {

	private final Network network;
	private final List<AttackedImage> images;
	private final Pixels clean;
	private final Tensor mask;
	private final TargetModel model;

	/**
	 * @param images of one size and range, which go through the network together
	 * @param others that are attacked with them, but not judged
	 */
	public JudgedAttack(final Network network, final List<AttackedImage> images,
		final List<AttackedImage> others) {
		this.network = network;
		this.images = List.copyOf(images);
		final List<AttackedImage> all = Stream.concat(images.stream(), others.stream()).toList();
		clean = images.get(0).clean()
			.with(Tensor.batch(all.stream().map(image -> image.clean().values()).toList()));
		mask = all.stream().allMatch(image -> image.mask() == null) ? null
			: Tensor.batch(all.stream().map(AttackedImage::maskOrOnes).toList());
		model = new NetworkTargetModel(network, all.stream().map(AttackedImage::criterion).toList());
	}

	/**
	 * On one image, which a file holds as it is.
	 *
	 * @throws IllegalArgumentException if it has values that the format has not
	 */
	public static JudgedAttack of(final Network network, final Pixels image,
		final Criterion criterion, final PixelFormat format) {
		format.checkStored(image);
		final Prediction before =
			network.descriptor().givesClasses() ? Prediction.of(network, image).get(0) : null;
		return new JudgedAttack(network, List.of(
			new AttackedImage(image, null, before, criterion, format, AttackedImage.FileRoundTrip.EXACT)),
			List.of());
	}

	/**
	 * Within the bound of an attack, which outcomes tell.
	 *
	 * @return one for each image
	 * @throws IllegalArgumentException if no change within the bound can be stored
	 */
	public List<AttackOutcome> run(final Attack attack, final Progress progress) {
		final Bound bound = attack.bound();
		if (bound.norm() == Norm.LINF) images.forEach(image -> image.format().check(bound));
		return run(attack, bound.isFinite() ? bound.epsilon() : Double.NaN, progress);
	}

	/**
	 * Within the bound of an attack.
	 *
	 * @param epsilon that outcomes tell, NaN for none
	 * @return one for each image
	 */
	public List<AttackOutcome> run(final Attack attack, final double epsilon,
		final Progress progress) {
		final Pixels perturbed = Attack.run(attack, model, clean, mask, progress);
		final List<AttackOutcome> outcomes = new ArrayList<>();
		for (int n = 0; n < images.size(); n++) {
			progress.check();
			outcomes.add(judge(n, perturbed.item(n), attack.bound(), epsilon));
		}
		return outcomes;
	}

	/**
	 * Within the smallest epsilon that fools as it would be saved.
	 *
	 * @param unit by which the epsilon found is multiplied in outcomes
	 * @return one for each image, its epsilon NaN where none fools
	 */
	public List<AttackOutcome> run(final MinimalEpsilon search, final double unit,
		final Progress progress) {
		final Norm norm = search.attack().bound().norm();
		final List<MinimalEpsilon.Smallest> found =
			search.search(model, clean, mask, (n, image) -> foolsRounded(n, image, norm), progress);
		final List<AttackOutcome> outcomes = new ArrayList<>();
		for (int n = 0; n < images.size(); n++) {
			progress.check();
			final MinimalEpsilon.Smallest smallest = found.get(n);
			outcomes.add(judge(n, smallest.image(), images.get(n).reached(smallest.image(), norm),
				smallest.found() ? unit * smallest.epsilon() : Double.NaN));
		}
		return outcomes;
	}

	private boolean foolsRounded(final int n, final Pixels perturbed, final Norm norm) {
		final AttackedImage image = images.get(n);
		final Bound reached = image.reached(perturbed, norm);
		return !image.isLost(reached) &&
			image.criterion().isMet(model.item(n).scores(image.rounded(perturbed, reached)));
	}

	private AttackOutcome judge(final int n, final Pixels exact, final Bound bound,
		final double epsilon) {
		final AttackedImage image = images.get(n);
		final Pixels rounded = image.rounded(exact, bound);
		final AdversarialExample saved = AdversarialExample.judge(network, image.clean(),
			image.before(), image.files().lossless(rounded), image.criterion());
		final boolean png = fools(image.criterion(), image.files().displayed(rounded));
		final boolean flat = !saved.success() && model.queries(n).gradients() > 0 &&
			isFlat(image, image.clean()) && isFlat(image, exact);
		return new AttackOutcome(rounded, saved, fools(image.criterion(), exact), png,
			image.files().keepsDisplayed(), AttackOutcome.hidden(image.clean(), saved.image()), epsilon,
			model.queries(n), flat);
	}

	private boolean fools(final Criterion criterion, final Pixels image) {
		return criterion.isMet(network.activation(image, Expression.LOGITS));
	}

	/** Whether the gradient is zero wherever something may change. */
	private boolean isFlat(final AttackedImage attacked, final Pixels image) {
		final float[] gradient = new NetworkTargetModel(network, List.of(attacked.criterion()))
			.lossAndGradient(image, Loss.CROSS_ENTROPY).gradient().data();
		for (int i = 0; i < gradient.length; i++)
			if (gradient[i] != 0 && attacked.mayChange(i)) return false;
		return true;
	}
}

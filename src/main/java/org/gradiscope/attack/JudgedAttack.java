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
import org.gradiscope.attack.target.EnsembleTargetModel;
import org.gradiscope.attack.target.FreshViews;
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

	/**
	 * What is to be judged.
	 *
	 * @param exact real-valued
	 * @param rounded in the image's format
	 * @param epsilon that the outcome tells
	 * @param lengthened by what the change was multiplied
	 */
	private record Result(Pixels exact, Pixels rounded, double epsilon, double lengthened) {}

	private final Network network;
	private final List<AttackedImage> images;
	private final Pixels clean;
	private final Tensor mask;
	private final TargetModel model;
	private final List<FurtherNetwork> further;

	/**
	 * @param images of one size and range, which go through the network together
	 * @param others that are attacked with them, but not judged
	 */
	public JudgedAttack(final Network network, final List<AttackedImage> images,
		final List<AttackedImage> others) {
		this(network, images, others, List.of());
	}

	/**
	 * On several networks together.
	 *
	 * @param network about whose classes the criteria are
	 * @param images of one size and range, which go through the networks together
	 * @param others that are attacked with them, but not judged
	 * @param further networks of the same classes that are to be fooled too
	 * @throws IllegalArgumentException if a network has other classes, or a criterion is about none
	 */
	public JudgedAttack(final Network network, final List<AttackedImage> images,
		final List<AttackedImage> others, final List<? extends Network> further) {
		this.network = network;
		this.images = List.copyOf(images);
		final List<AttackedImage> all = Stream.concat(images.stream(), others.stream()).toList();
		clean = images.get(0).clean()
			.with(Tensor.batch(all.stream().map(image -> image.clean().values()).toList()));
		mask = all.stream().allMatch(image -> image.mask() == null) ? null
			: Tensor.batch(all.stream().map(AttackedImage::maskOrOnes).toList());
		final List<Criterion> criteria = all.stream().map(AttackedImage::criterion).toList();
		this.further =
			further.stream().map(one -> FurtherNetwork.of(network, one, criteria, clean)).toList();
		model = further.isEmpty() ? new NetworkTargetModel(network, criteria) : EnsembleTargetModel
			.of(Stream.concat(Stream.of(network), further.stream()).toList(), criteria, clean);
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
		return run(attack, bound.isFinite() ? bound.epsilon() : Double.NaN, attack.isLengthened(),
			progress);
	}

	/**
	 * Within the bound of an attack.
	 *
	 * @param epsilon that outcomes tell, NaN for none
	 * @param lengthened whether a change that is lost where it is saved is made longer, until it fools
	 * @return one for each image
	 */
	public List<AttackOutcome> run(final Attack attack, final double epsilon,
		final boolean lengthened, final Progress progress) {
		final Pixels perturbed = Attack.run(attack, model, clean, mask, progress);
		final List<AttackOutcome> outcomes = new ArrayList<>();
		for (int n = 0; n < images.size(); n++) {
			progress.check();
			final Pixels exact = perturbed.item(n);
			outcomes.add(judge(n, lengthened ? lengthened(n, exact, epsilon)
				: new Result(exact, images.get(n).rounded(exact, attack.bound()), epsilon, 1), attack));
		}
		return outcomes;
	}

	private Result lengthened(final int n, final Pixels exact, final double epsilon) {
		final AttackedImage image = images.get(n);
		final Lengthened longer = Lengthened.of(image.clean(), exact, image.format(),
			changed -> new boolean[] { foolsStored(n, changed) });
		return new Result(exact, longer.saved(), epsilon, longer.factor(0));
	}

	/**
	 * Within the smallest epsilon that fools as it would be saved, all networks where there are several.
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
			final Pixels exact = smallest.image();
			outcomes.add(
				judge(n, new Result(exact, images.get(n).rounded(exact, images.get(n).reached(exact, norm)),
					smallest.found() ? unit * smallest.epsilon() : Double.NaN, 1), search.attack()));
		}
		return outcomes;
	}

	private boolean foolsRounded(final int n, final Pixels perturbed, final Norm norm) {
		final AttackedImage image = images.get(n);
		final Bound reached = image.reached(perturbed, norm);
		if (image.isLost(reached)) return false;
		return foolsStored(n, image.rounded(perturbed, reached));
	}

	/** Whether values of the image's format fool all networks. */
	private boolean foolsStored(final int n, final Pixels stored) {
		final Criterion criterion = images.get(n).criterion();
		if (further.isEmpty()) return criterion.isMet(model.item(n).scores(stored));
		return fools(criterion, stored) && foolsFurther(n, stored).stream().allMatch(yes -> yes);
	}

	private List<Boolean> foolsFurther(final int n, final Pixels image) {
		return further.stream().map(network -> network.isFooled(n, image)).toList();
	}

	private AttackOutcome judge(final int n, final Result result, final Attack attack) {
		final AttackedImage image = images.get(n);
		final AdversarialExample saved = AdversarialExample.judge(network, image.clean(),
			image.before(), image.files().lossless(result.rounded()), image.criterion());
		final boolean png = fools(image.criterion(), image.files().displayed(result.rounded()));
		final boolean flat = !saved.success() && model.queries(n).gradients() > 0 &&
			isFlat(image, image.clean()) && isFlat(image, result.exact());
		return new AttackOutcome(result.rounded(), saved, fools(image.criterion(), result.exact()), png,
			image.files().keepsDisplayed(), AttackOutcome.hidden(image.clean(), saved.image()),
			result.epsilon(), model.queries(n), flat,
			attack.freshViews().map(views -> held(views, image, saved.image())).orElse(null),
			foolsFurther(n, saved.image()), result.lengthened());
	}

	/** Of the original and of the perturbed image as it is saved. */
	private AttackOutcome.Held held(final FreshViews views, final AttackedImage image,
		final Pixels saved) {
		return new AttackOutcome.Held(views.fooled(network, image.criterion(), saved),
			views.fooled(network, image.criterion(), image.clean()), views.count());
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

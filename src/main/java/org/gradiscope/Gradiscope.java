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

package org.gradiscope;

import java.util.concurrent.CancellationException;

import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.JudgedAttack;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Kernel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.trial.Trial;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.style.Restyler;
import org.gradiscope.style.Style;
import org.gradiscope.style.StyleLayers;
import org.gradiscope.style.StyleOptions;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.gradiscope.visualization.FeatureImages;
import org.gradiscope.visualization.FeatureObjective;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.visualization.FeatureVisualizer;
import org.gradiscope.visualization.LayerActivations;
import org.gradiscope.visualization.LayerKernels;

/**
 * A network, open, and what can be asked of it; the commands of the menus ask the same.
 *
 * <pre>
 * try (Gradiscope gradiscope = Gradiscope.open("micropatterns")) {
 * 	String label = gradiscope.classify(image, ValueRange.EIGHT_BIT).ranked(1).get(0).label();
 * 	Img&lt;FloatType&gt; dream = gradiscope.dream(image, ValueRange.EIGHT_BIT);
 * }
 * </pre>
 *
 * Images have the axes x, y for grey, or x, y, channel for red, green and blue, and to a network of
 * volumes x, y, z, or x, y, z, channel; what comes back has
 * the axes of what was given, begins at 0, and is in the image's own grey levels. The
 * {@link ValueRange} says which values are seen as darkest and brightest, 0..255 for 8 bits; of 16-bit
 * and 32-bit images only the caller knows it. Classes are given by label, or by index from 0 as text.
 * <p>
 * All methods may be called by several threads. They throw an {@link IllegalArgumentException} for what
 * the network does not have or take, an {@link EngineException} for what it cannot run, and an
 * {@link IllegalStateException} once it is closed.
 * </p>
 */
public final class Gradiscope implements AutoCloseable {

	private final Network network;
	private final Progress progress;

	private Gradiscope(final Network network, final Progress progress) {
		this.network = network;
		this.progress = progress;
	}

	/**
	 * Opens a network with the native libraries on the class path; one that was never opened on this
	 * machine is first tried in a separate process.
	 *
	 * @param model {@value ModelStore#EMBEDDED}, the name of a downloaded network, or a path
	 * @throws ModelException if there is no such model
	 * @throws EngineException if the engine cannot run it, or there are no native libraries
	 */
	public static Gradiscope open(final String model) {
		return open(model, "auto");
	}

	/**
	 * The same of a network of which another output is meant than its files say.
	 *
	 * @param head the name of an output, or of an operation; {@code auto} for the usual one
	 */
	public static Gradiscope open(final String model, final String head) {
		final Engine engine = Engine.load();
		final Model found = ModelStore.find(model).withHead(head);
		Trial.require(model, found, engine, Progress.NONE, remark -> System
			.getLogger(Gradiscope.class.getName()).log(System.Logger.Level.WARNING, remark));
		return on(engine.open(found));
	}

	/** Takes over a network that is open, for example one lent by the GradiscopeService of Fiji. */
	public static Gradiscope on(final Network network) {
		return new Gradiscope(network, Progress.NONE);
	}

	/**
	 * The same network, whose dreams, features and perturbations report each step and may be canceled;
	 * they throw a {@link CancellationException} then. Closing either closes both.
	 */
	public Gradiscope withProgress(final Progress listener) {
		return new Gradiscope(network, listener);
	}

	/** For objectives and methods of one's own; {@link ImgLib} converts the images. */
	public Network network() {
		return network;
	}

	/** What the network takes an image for. */
	public Prediction classify(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range) {
		return Prediction.of(network, pixels(image, range)).get(0);
	}

	/** Which pixels the likeliest class owes its logit to. */
	public Img<FloatType> saliency(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final AttributionMethod method) {
		return saliency(image, range, method, Objectives.logit(classify(image, range).best()));
	}

	/** Which pixels a class owes its logit to. */
	public Img<FloatType> saliency(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final AttributionMethod method, final String target) {
		return saliency(image, range, method, Objectives.logit(index(target)));
	}

	/**
	 * How much an objective owes to each pixel and channel.
	 *
	 * @param method for example {@code GradientMethod.GUIDED_BACKPROP}
	 * @param objective for example {@code Score.PROBABILITY.of(3)}
	 * @return signed; for a gradient, in value of the objective per grey level
	 */
	public Img<FloatType> saliency(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final AttributionMethod method, final Objective objective) {
		return ImgLib.img(method.attribute(network, pixels(image, range), objective, progress).map());
	}

	/** A dream with the usual options of the network's own layer, as the command dreams it. */
	public Img<FloatType> dream(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range) {
		return dream(image, range, DeepDreamOptions.of("auto"));
	}

	/**
	 * Amplifies what layers see in an image.
	 *
	 * @param options whose layers are names, indices, wildcards, or {@code auto}, and channels of them
	 * @return within the range where the image is, not rounded
	 */
	public Img<FloatType> dream(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final DeepDreamOptions options) {
		return ImgLib.img(DeepDreamer.dream(network, pixels(image, range), options, progress).values());
	}

	/**
	 * The content of an image in the style of another.
	 *
	 * @param style with as many channels, in the same range
	 * @param options whose layers are names, indices, wildcards, or {@code auto}:
	 *          {@code StyleOptions.of("auto", "auto")}
	 * @return within the range, not rounded
	 */
	public Img<FloatType> restyle(final RandomAccessibleInterval<? extends RealType<?>> image,
		final RandomAccessibleInterval<? extends RealType<?>> style, final ValueRange range,
		final StyleOptions options) {
		return ImgLib
			.img(Restyler.restyle(network, pixels(image, range), Style.of(pixels(style, range)),
				StyleLayers.named(network.descriptor(), options), progress).values());
	}

	/**
	 * Draws what a channel looks for.
	 *
	 * @param layer a name, an index, a wildcard, or {@code auto}
	 * @return x, y, channel in 0..255; x, y if the network takes grey
	 */
	public Img<FloatType> feature(final String layer, final int channel,
		final FeatureVisualizationOptions options) {
		return ImgLib.img(
			features(FeatureObjective.channel(layer(layer, "feature-visualization"), channel), options)
				.pictures().values());
	}

	/** Draws any feature: channels, neurons, classes, directions, and sums of them. */
	public FeatureImages features(final FeatureObjective feature,
		final FeatureVisualizationOptions options) {
		return FeatureVisualizer.render(network, feature, options, progress);
	}

	/**
	 * What each channel of a layer sees in an image.
	 *
	 * @param layer a name, an index, a wildcard, of which the first counts, or {@code auto}
	 * @return x, y, channel at the layer's own size; x, y of a single channel; 1, 1, channel without
	 *         positions
	 */
	public Img<FloatType> activations(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final String layer) {
		return ImgLib.img(LayerActivations
			.of(network, pixels(image, range), LayerActivations.layers(network.descriptor(), layer))
			.get(0).values());
	}

	/** The kernels of a convolution; {@code auto} is the first. */
	public Kernel kernel(final String layer) {
		return LayerKernels.of(network, layer, "auto").kernel();
	}

	/** Changes an image a little, so that its likeliest class no longer is; real-valued, not judged. */
	public Img<FloatType> perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final Attack attack) {
		return perturb(image, range, attack, awayFrom(image, range));
	}

	/**
	 * Changes an image a little towards a class; real-valued, not judged.
	 *
	 * @throws IllegalArgumentException if the network already takes the image for it
	 */
	public Img<FloatType> perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final Attack attack, final String target) {
		return perturb(image, range, attack, towards(image, range, target));
	}

	/**
	 * Changes an image a little towards a criterion; {@link #classify} says whether it is met.
	 *
	 * @param attack for example {@code AttackMethods.PGD.usual(8)}, of an epsilon in grey levels
	 * @return within the attack's bound of the image, and within the range where the image is, not rounded
	 */
	public Img<FloatType> perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final Attack attack, final Criterion criterion) {
		return ImgLib.img(Attack.run(attack, new NetworkTargetModel(network, List.of(criterion)),
			pixels(image, range), progress).values());
	}

	/** Changes an image a little, so that its likeliest class no longer is once the result is saved. */
	public PerturbedImage perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final PixelFormat format, final Attack attack) {
		return perturb(image, range, format, attack, awayFrom(image, range));
	}

	/**
	 * Changes an image a little towards a class, and judges what a file would hold.
	 *
	 * @throws IllegalArgumentException if the network already takes the image for it
	 */
	public PerturbedImage perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final PixelFormat format, final Attack attack, final String target) {
		return perturb(image, range, format, attack, towards(image, range, target));
	}

	/**
	 * Changes an image a little towards a criterion, and judges what a file would hold.
	 *
	 * @param format of the image's pixels, and the result's
	 * @param attack for example {@code AttackMethods.PGD.usual(8)}, of an epsilon in grey levels
	 * @return rounded to the format within the attack's bound, with what the network says of that
	 * @throws IllegalArgumentException if the image has values that the format has not, or no change
	 *           within the bound can be stored
	 */
	public PerturbedImage perturb(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final PixelFormat format, final Attack attack,
		final Criterion criterion) {
		final AttackOutcome outcome = JudgedAttack.of(network, pixels(image, range), criterion, format)
			.run(attack, progress).get(0);
		return new PerturbedImage(ImgLib.img(outcome.perturbed().values()), outcome);
	}

	private Criterion awayFrom(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range) {
		return new Criterion.Misclassification(classify(image, range).best());
	}

	private Criterion towards(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range, final String target) {
		return new Criterion.Targeted(index(target), classify(image, range).best());
	}

	private int index(final String target) {
		return network.descriptor().labels().index(target);
	}

	private String layer(final String wanted, final String method) {
		return network.descriptor().layer(wanted, method).name();
	}

	private Pixels pixels(final RandomAccessibleInterval<? extends RealType<?>> image,
		final ValueRange range) {
		return network.descriptor().preprocessing().size().isVolume() ? ImgLib.volume(image, range)
			: ImgLib.pixels(image, range);
	}

	/** Gives the native memory back; may be called twice. */
	@Override
	public void close() {
		network.close();
	}
}

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

package org.gradiscope.benchmark;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.tf.BareSession;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.parameterization.ColourBasis;
import org.gradiscope.parameterization.Parameterization;
import org.gradiscope.parameterization.ParameterizedImage;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.pattern.PatternGenerator;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.visualization.DeepDreamObjective;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.gradiscope.visualization.FeatureImages;
import org.gradiscope.visualization.FeatureObjective;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.gradiscope.visualization.FeatureVisualizer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One gradient step of each method at 512x512 with the embedded network, and beside each the bare
 * session call of the same graph. Compare a method with its own {@code bare...} line of the same run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 8, time = 5)
@Fork(1)
public class GradientStepBenchmark {

	private static final int SIDE = 512;
	private static final int STEPS = 10;
	/** Of an image twice as wide and high. */
	private static final int TILES = 4;
	/** What is begun once, with random numbers, would be counted too often in a few steps. */
	private static final int MANY_STEPS = 40;

	private Network network;
	private Pixels image;
	private Pixels large;
	private int target;
	private DeepDreamOptions dream;
	private FeatureObjective feature;
	private FeatureVisualizationOptions drawing;
	private BareSession bareSaliency;
	private BareSession bareDream;
	private BareSession bareFeature;
	private BareSession bareFeatureOfImage;
	private BareSession barePgd;

	@Setup(Level.Trial)
	public void open() {
		final Model model = ModelStore.find(ModelStore.EMBEDDED);
		network = Engine.load().open(model);
		image = PatternGenerator.draw(Pattern.NUCLEI, SIDE, SIDE, 1);
		large = PatternGenerator.draw(Pattern.NUCLEI, 2 * SIDE, 2 * SIDE, 1);
		target = Pattern.NUCLEI.ordinal();
		final String layer = network.descriptor().layer("auto", "deep-dream").name();
		dream = DeepDreamOptions.of(layer).withOctaves(1).withSteps(STEPS);
		// The margin of the warp makes the network see 512.
		feature = FeatureObjective
			.channel(network.descriptor().layer("auto", "feature-visualization").name(), 0);
		drawing = FeatureVisualizationOptions.standard().withSize(SIDE - 12).withSteps(MANY_STEPS);
		bareSaliency = new BareSession(model, Objectives.logit(target), Backpropagation.GUIDED, image);
		bareDream = new BareSession(model, DeepDreamObjective.of(network.descriptor(), dream),
			Backpropagation.PLAIN, image);
		bareFeature = new BareSession(model, feature.objective(), painting(drawing));
		bareFeatureOfImage = new BareSession(model, feature.objective(), Backpropagation.PLAIN, image);
		barePgd = new BareSession(model, Objectives.logProbability(target).negate(),
			Backpropagation.PLAIN, image);
	}

	private static ParameterizedImage painting(final FeatureVisualizationOptions options) {
		final Parameterization how = new Parameterization(options.height(), options.width(),
			ColourBasis.PHOTOGRAPHS, options.basis(), options.contrast());
		return new ParameterizedImage(how, how.start(options.deviation(), 1),
			options.warps().next(new SplittableRandom(1), options.height(), options.width()));
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
		bareSaliency.close();
		bareDream.close();
		bareFeature.close();
		bareFeatureOfImage.close();
		barePgd.close();
	}

	@Benchmark
	public float bareSaliency() {
		return bareSaliency.run();
	}

	@Benchmark
	public Tensor saliency() {
		return GradientMethod.GUIDED_BACKPROP.attribute(network, image, Objectives.logit(target)).map();
	}

	@Benchmark
	public float bareDeepDream() {
		return bareDream.run();
	}

	@Benchmark
	@OperationsPerInvocation(STEPS)
	public Pixels deepDream() {
		return DeepDreamer.dream(network, image, dream, Progress.NONE);
	}

	/** A tile of a step, to be compared with {@link #bareDeepDream}. */
	@Benchmark
	@OperationsPerInvocation(STEPS * TILES)
	public Pixels deepDreamTile() {
		return DeepDreamer.dream(network, large, dream, Progress.NONE);
	}

	@Benchmark
	public float bareFeatureVisualization() {
		return bareFeature.run();
	}

	/** Of a graph that begins with the image and has no frequencies and no warp. */
	@Benchmark
	public float bareFeatureOfImage() {
		return bareFeatureOfImage.run();
	}

	@Benchmark
	@OperationsPerInvocation(MANY_STEPS)
	public FeatureImages featureVisualization() {
		return FeatureVisualizer.render(network, feature, drawing, Progress.NONE);
	}

	@Benchmark
	public float barePgd() {
		return barePgd.run();
	}

	@Benchmark
	@OperationsPerInvocation(MANY_STEPS)
	public Pixels pgd() {
		return Attack.run(Pgd.of(new Bound(Norm.LINF, 8)).withSteps(MANY_STEPS),
			new NetworkTargetModel(network, List.of(new Criterion.Misclassification(target))), image,
			Progress.NONE);
	}
}

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

import java.util.Collections;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.engine.tf.BareSession;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.gradiscope.training.Examples;
import org.gradiscope.training.SmallNetworks;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step of all weights, and beside it the session calls of the same graph alone: by a batch of
 * which each processor has a half, as Gradiscope does it, and by a whole one. Compare with the better one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 6, time = 5)
@Fork(1)
public class TrainingStepBenchmark {

	private static final int BATCH = 32;
	private static final int CLASSES = 12;

	/** The architecture of micropatterns; or a network of others. */
	@Param({ "medium", "cifar10-resnet8", "mobilenet-v1-0.25-224" })
	private String network;

	private TrainableNetwork trained;
	private Trainer trainer;
	private Examples examples;
	private BareSession divided;
	private BareSession whole;

	@Setup(Level.Trial)
	public void open() {
		final Engine engine = Engine.load();
		try (Network start = engine.open(model(engine))) {
			trained = start.weights().trainable(start.weights().trainableLayers());
		}
		final int side =
			network.equals("medium") ? 64 : trained.descriptor().preprocessing().size().height();
		examples = new Examples(Images.noise(ValueRange.EIGHT_BIT, 1, BATCH, side, side, 3),
			new SplittableRandom(1).ints(BATCH, 0, 10).toArray());
		// The rate stays as it is for longer than a benchmark takes.
		trainer = new Trainer(trained, TrainingOptions.of(1 << 20).withRate(1e-6));
		final Query query =
			Query.of(examples.images()).objective(Objectives.logProbabilities(trainer.targets(examples)))
				.withValues().withWeightGradients(trained.values().keySet());
		divided = new BareSession(trained, query, true);
		whole = new BareSession(trained, query, false);
	}

	private Model model(final Engine engine) {
		return network.equals("medium")
			? engine.create(SmallNetworks.MEDIUM.of(3, new Labels(Collections.nCopies(CLASSES, "class"))),
				network, 1)
			: ModelStore.find(SharedFiles.model(network).toString());
	}

	@TearDown(Level.Trial)
	public void close() {
		divided.close();
		whole.close();
		trained.close();
	}

	@Benchmark
	public float bareDivided() {
		return divided.run();
	}

	@Benchmark
	public float bareWhole() {
		return whole.run();
	}

	@Benchmark
	public double step() {
		return trainer.step(examples);
	}
}

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

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.testing.SharedFiles;
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

/** A grid of 64 channels at 128 pixels on MobileNet v2, per picture and step, and one channel alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class FeatureGridBenchmark {

	private static final int CHANNELS = 64;
	private static final int STEPS = 40;
	private static final int GRID_STEPS = 4;

	private Network network;
	private String layer;

	@Setup(Level.Trial)
	public void open() {
		network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()));
		layer = network.descriptor().layer("auto", "feature-visualization").name();
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
	}

	@Benchmark
	@OperationsPerInvocation(STEPS)
	public FeatureImages alone() {
		return FeatureVisualizer.render(network, FeatureObjective.channel(layer, 0),
			FeatureVisualizationOptions.standard().withSteps(STEPS), Progress.NONE);
	}

	@Benchmark
	@OperationsPerInvocation(CHANNELS * GRID_STEPS)
	public FeatureImages grid() {
		return FeatureVisualizer.render(network,
			FeatureObjective.channels(layer, FeatureObjective.Sign.POSITIVE,
				IntStream.range(0, CHANNELS).toArray()),
			FeatureVisualizationOptions.standard().withSteps(GRID_STEPS), Progress.NONE);
	}
}

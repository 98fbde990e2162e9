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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.cli.Main;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;

/**
 * A new attack is its class, its entry in the registry, and its test: with no more than that, one that
 * only tests have is offered, explained and run everywhere.
 */
class NewAttackTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	private static final String NAME = PartialFgsm.ENTRY.name();
	private static final CommandInfo COMMAND = new CommandInfo(AdversarialPerturbation.class);

	@BeforeAll
	static void register() {
		AttackMethods.REGISTRY.register(PartialFgsm.ENTRY);
	}

	@AfterAll
	static void unregister() {
		AttackMethods.REGISTRY.unregister(PartialFgsm.ENTRY);
	}

	private static CommandModule attack(final Object... values) throws Exception {
		return COMMANDS.run(AdversarialPerturbation.class,
			Map.of("model", "brightness", "input", SampleImages.of("8-bit"), "epsilon", "20"), values);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	@ParameterizedTest
	@ValueSource(strings = { "method", "base" })
	void itIsOffered(final String key) {
		final List<String> choices = KeyValues.choices(COMMAND.getInput(key));
		assertEquals(NAME, choices.get(choices.size() - 1));
	}

	@Test
	void itIsExplained() {
		assertTrue(
			Hints.description(COMMAND.getInput("method")).endsWith("; " + NAME + ": Nobody 2026."));
		assertEquals(" Read with method=universal, " + NAME + " or base=" + NAME + ".",
			Hints.readWith(COMMAND, COMMAND.getInput("rate")));
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final PrintStream print = new PrintStream(out);
		Main.run(new String[] { "help", "adversarial-perturbation" }, print, print);
		assertTrue(out.toString().contains(" | contrast | " + NAME + ","), out.toString());
	}

	@Test
	void itsKeysAreReadWithIt() {
		final Set<String> read =
			Hints.read(COMMAND, Map.of("method", NAME, "base", "pgd", "minimal", "true"));
		assertTrue(read.containsAll(List.of("rate", "epsilon", "minimal", "tolerance")));
		assertFalse(read.contains("steps") || read.contains("seed") || read.contains("base"));
		assertTrue(
			Hints.read(COMMAND, Map.of("method", "expectation", "base", NAME, "minimal", "false"))
				.contains("rate"));
	}

	@Test
	void theCommandRunsItWithItsKey() throws Exception {
		final CommandModule module = attack("method", NAME, "rate", 0.5);
		assertEquals(10, table(module).getValue("linf", 0));
		final ImagePlus output = (ImagePlus) module.getOutput("output");
		assertTrue(output.getTitle().endsWith("-" + NAME), output.getTitle());
		assertTrue(output.getInfoProperty().contains("PartialFgsm[bound=linf 20.0, part=0.5]"));
		assertEquals(10,
			table(attack("method", "expectation", "base", NAME, "rate", 0.5)).getValue("linf", 0));
	}

	@Test
	void itsSmallestEpsilonIsSearched() throws Exception {
		final double whole =
			table(attack("method", NAME, "minimal", true, "rate", 1, "epsilon", "auto"))
				.getValue("epsilon", 0);
		final double half =
			table(attack("method", NAME, "minimal", true, "rate", 0.5, "epsilon", "auto"))
				.getValue("epsilon", 0);
		assertEquals(2 * whole, half, 0.03 * half);
	}

	@Test
	void aCurveIsDrawnOfIt() throws Exception {
		final ResultsTable curve =
			table(COMMANDS.run(RobustnessCurve.class, Map.of("model", "brightness", "input",
				SampleImages.of("8-bit"), "labels", "prediction", "epsilons", "0, 200"), "methods", NAME));
		assertEquals(NAME, curve.getStringValue("method", 1));
		assertEquals(1, curve.getValue("right", 0));
		assertEquals(0, curve.getValue("right", 1));
	}

	/** An attack that only tests have: one step of a part of epsilon, which is the key {@code rate}. */
	private record PartialFgsm(Bound bound, double part) implements BoundedAttack {

		/** By default, all of epsilon. */
		public static final AttackMethod ENTRY = AttackMethod.of("partial-fgsm", "Nobody 2026",
			Norm.LINF, AttackMethod.Family.BOUNDED, bound -> new PartialFgsm(bound, 1),
			(usual, keys, budget) -> new PartialFgsm(usual.bound(), keys.number("rate")), "rate");

		@Override
		public PartialFgsm withEpsilon(final double epsilon) {
			return new PartialFgsm(new Bound(bound.norm(), epsilon), part);
		}

		@Override
		public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
			final Progress progress) {
			return ball.step(images.values(),
				model.lossAndGradient(images, Loss.CROSS_ENTROPY).gradient(), part * bound.epsilon());
		}
	}
}

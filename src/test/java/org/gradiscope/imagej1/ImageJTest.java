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

package org.gradiscope.imagej1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

import org.gradiscope.command.CommandList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginService;

/** The commands in a real ImageJ, with menus, dialogs, macros and the recorder, on a virtual display. */
class ImageJTest {

	@TempDir
	private static Path folder;

	private static ForkedImageJ imagej;

	@BeforeAll
	static void start() throws IOException {
		imagej = new ForkedImageJ(folder);
	}

	@AfterAll
	static void stop() {
		if (imagej != null) imagej.close();
	}

	private static void run(final String scenario) throws IOException {
		assertEquals("", imagej.run(scenario));
	}

	static Stream<String> commands() {
		try (Context context = new Context(PluginService.class)) {
			return new CommandList(context).all().stream().map(CommandInfo::getName).toList().stream();
		}
	}

	/** Those that have keys. */
	static Stream<String> asking() {
		return commands()
			.filter(c -> !Set.of("start-here", "gradiscope-help", "about-gradiscope").contains(c));
	}

	/**
	 * Those that an image comes out of. Training takes images of several classes, and writes a folder that
	 * is not there yet, so that the same line is refused the second time.
	 */
	static Stream<String> makers() {
		return asking()
			.filter(c -> !Set.of("model-info", "check-model", "test-concept", "download-model",
				"train-substitute", "harden-network", "train-denoiser", "fine-tune").contains(c));
	}

	@ParameterizedTest
	@MethodSource("asking")
	void everyDialogIsWholeAndCloses(final String command) throws IOException {
		run("theDialogIsWholeAndCloses " + command);
	}

	@ParameterizedTest
	@MethodSource("makers")
	void everyRecordedLineReplaysToTheSamePixels(final String command) throws IOException {
		run("theRecordedLineReplays " + command);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "false" })
	void furtherLinesOfTheMacroWorkOnTheResult(final String batch) throws IOException {
		run("furtherLinesWorkOnTheResult " + batch);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deep-dream octaves=0", "deep-dream layers=nonsense",
		"saliency-map target=nonsense", "saliency-map method=nonsense", "saliency-map view=nonsense",
		"adversarial-perturbation epsilon=-1", "feature-visualization channel=999", "classify top=0",
		"classify model=/nowhere" })
	void anErrorAbortsTheMacroWithTheLineThatJavaAndTheCommandLineGet(final String arguments)
		throws IOException {
		run("theLineOfAnErrorIsTheSameEverywhere " + arguments);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Feature Visualization", "Saliency Map", "Deep Dream", "Texture",
		"Adversarial Perturbation" })
	void everyButtonOfThePageRunsItsCommand(final String command) throws IOException {
		run("theButtonRuns " + command);
	}

	@ParameterizedTest
	@ValueSource(strings = { "thePageIsWhole", "choosingItAgainBringsTheSameToTheFront",
		"copyCopiesTheLine", "theSampleIsMeantAndWhatIsRecordedReplays",
		"anErrorIsShownOnceAndThePageGoesOn", "escCancelsWhatRuns" })
	void thePageOfTheFirstMinute(final String name) throws IOException {
		run(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "everyCommandIsInTheMenu", "theLineIsTheOneThatFijiRecords",
		"keysAloneAndKeysLeftOutAreUnderstood", "keysThatThereAreNotAbortTheMacro",
		"withoutAnImageThereIsImageJsOwnMessage", "aWrongFieldKeepsTheDialog",
		"aRefusedValueIsAskedForAgain", "aModelThatIsNotThereIsAskedForAgain", "anErrorIsShownOnce",
		"escCancels", "thePreviewFollowsTheDialog", "aFolderNeedsNoOpenImage",
		"aLivePictureGrowsAndGoes", "theHelpButtonListsTheKeys", "theListsAreOfTheNetworkAtHand",
		"channelsAreThoseOfTheLayer", "imagesThatAreOpenAreOffered", "networksAreOffered",
		"whatWasUsedLastIsOfferedInDialogsOnly", "nobodyAgreesTwiceUnasked",
		"whatIsNotShownHasItsDefault" })
	void scenario(final String name) throws IOException {
		run(name);
	}
}

"""Small encoders of random weights, with tokenizers trained on a few sentences of our own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AlbertConfig,
    AlbertForMaskedLM,
    BertConfig,
    BertForMaskedLM,
    BertModel,
    ElectraConfig,
    ElectraForMaskedLM,
    ElectraForPreTraining,
    PreTrainedTokenizerFast,
    RobertaConfig,
    RobertaForMaskedLM,
    RobertaModel,
)

SENTENCES = [
    "قتل خمسة مقاتلين في غارة جوية استهدفت مستودعا قرب المدينة",
    "أعلنت الوزارة أن القصف أصاب قرية في الريف الغربي",
    "وقال المرصد إن المدنيين نزحوا من القرى القريبة بعد القصف",
    "The ministry said the raid hit a village near the city",
    "Le ministère a déclaré que le raid a touché un village",
    "министерство сообщило что удар пришелся по деревне",
    "外交部说空袭击中了城市附近的村庄",
    "ان گزارش می‌گوید که حمله هوایی به روستا اصابت کرد",
]
# What a corpus uses of the vocabulary that all the sentences gave.
ARABIC = SENTENCES[:3]


def unigram() -> PreTrainedTokenizerFast:
    """Of the XLM-R kind: its special tokens, <mask> at the end."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=400, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES * 20, trainer)
    tokenizer.add_special_tokens(["<mask>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    )


def wordpiece() -> PreTrainedTokenizerFast:
    """Of the BERT kind, with unused tokens between the special ones."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    unused = [f"[unused{k}]" for k in range(10)]
    trainer = trainers.WordPieceTrainer(
        vocab_size=500,
        special_tokens=["[PAD]", *unused, "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
        continuing_subword_prefix="##",
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES * 20, trainer)
    number: Any = tokenizer.token_to_id
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", number("[SEP]")), ("[CLS]", number("[CLS]")))
    tokenizer.enable_padding(pad_id=number("[PAD]"), pad_token="[PAD]")
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        unk_token="[UNK]",
        mask_token="[MASK]",
        clean_up_tokenization_spaces=False,
    )


_SIZES = {
    "hidden_size": 32,
    "num_hidden_layers": 3,
    "num_attention_heads": 2,
    "intermediate_size": 48,
    "max_position_embeddings": 132,
}


def make_encoder(folder: Path, kind: str, tokenizer: PreTrainedTokenizerFast) -> Path:
    """kind: bert, electra, roberta or albert, the first three bare or with their masked-LM head (bert-lm…)."""
    torch.manual_seed(1)
    sizes = {**_SIZES, "vocab_size": len(tokenizer), "pad_token_id": tokenizer.pad_token_id}
    model: Any
    if kind.startswith("bert"):
        model = (BertForMaskedLM if kind == "bert-lm" else BertModel)(BertConfig(**sizes))
    elif kind.startswith("electra"):
        model = (ElectraForMaskedLM if kind == "electra-lm" else ElectraForPreTraining)(
            ElectraConfig(**sizes, embedding_size=16)
        )
    elif kind == "albert":
        model = AlbertForMaskedLM(AlbertConfig(**sizes, embedding_size=16))
    else:
        model = (RobertaForMaskedLM if kind == "roberta-lm" else RobertaModel)(
            RobertaConfig(**sizes, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id)
        )
    with torch.no_grad():
        # Fresh embeddings are so alike that a wrong row would hardly show.
        model.get_input_embeddings().weight.normal_()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def byte_pairs() -> PreTrainedTokenizerFast:
    """Of the RoBERTa kind."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    names = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=names,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES * 20, trainer)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    )
